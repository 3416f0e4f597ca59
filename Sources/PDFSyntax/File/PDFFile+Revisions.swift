extension PDFFile {
    /// Finds out where each saving ends.
    func divideIntoRevisions() {
        var result: [PDFRevision] = []
        var rank = 0
        var isOrdered = true
        while rank < sections.count {
            var last = rank
            while last + 1 < sections.count, firstRank(of: last + 1) == rank { last += 1 }
            let behind = sections[rank...last].filter { !$0.isHybridPart }.map(\.end).max() ?? sections[rank].end
            let start = sections[rank].offset
            if let mark = ends.first(where: { $0.keyword >= behind && $0.hasMarker }) {
                if let newer = result.last, mark.end >= newer.range.upperBound {
                    // Two sections before one end mark are one saving, written oddly.
                    isOrdered = isOrdered && mark.keyword == newer.keyword
                } else {
                    result.append(PDFRevision(range: 0..<mark.end, start: start, keyword: mark.keyword))
                }
            } else {
                isOrdered = false
            }
            rank = last + 1
        }
        result.reverse()
        for index in result.indices.dropFirst() {
            let range = result[index - 1].range.upperBound..<result[index].range.upperBound
            result[index] = PDFRevision(range: range, start: result[index].start, keyword: result[index].keyword)
        }
        revisions = result
        if !isOrdered { report(.crossReferenceLoop, at: sections.first?.offset ?? 0) }
        // An end mark that no section leads to, but for the one in front of a linearized file.
        let known = Set(result.map(\.keyword))
        for mark in ends where mark.hasMarker && !known.contains(mark.keyword) && !isFrontMark(mark) {
            report(.unlinkedRevision, at: mark.keyword)
        }
    }

    /// Whether an end mark is that in the front part of a linearized file: it follows the section that another section of
    /// the same revision stands behind.
    private func isFrontMark(_ mark: PDFEndMark) -> Bool {
        for rank in sections.indices where !sections[rank].isHybridPart {
            // The stream of a hybrid front part, as Acrobat writes it, stands behind the mark.
            let further = sections[(rank + 1)...].firstIndex { !$0.isHybridPart }
            guard let next = further, firstRank(of: next) <= rank else { continue }
            if sections[rank].end <= mark.keyword, mark.keyword < sections[next].offset { return true }
        }
        return false
    }

    /// The revision that an offset lies in: its index, 0 for the oldest.
    package func revision(at offset: Int) -> Int {
        revisions.firstIndex { $0.range.upperBound > offset } ?? max(0, revisions.count - 1)
    }
}
