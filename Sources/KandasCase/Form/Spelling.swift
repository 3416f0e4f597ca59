/// Guesses which word was meant.
enum Spelling {
    /// The word that differs least, if it differs by no more than a third of its letters.
    static func nearest(to text: String, among words: [String]) -> String? {
        guard text.count <= 64 else { return nil }
        let best = words.map { (word: $0, distance: distance(text.lowercased(), $0.lowercased())) }
            .min { $0.distance < $1.distance }
        guard let best, best.distance * 3 <= max(best.word.count, 3) else { return nil }
        return best.word
    }

    /// The number of letters to insert, delete or replace (Levenshtein).
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
