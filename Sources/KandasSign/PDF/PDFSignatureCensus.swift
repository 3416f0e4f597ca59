internal import PDFSyntax

/// Counts the dictionaries of signatures, wherever in a file and in whichever revision they stand: whoever takes a signature out
/// of the form leaves its dictionary behind.
struct PDFSignatureCensus {
    /// Where the dictionaries begin, with the number of the object that each is or is in.
    private var places: [Int: Int] = [:]
    /// By usage rights (UR3, ISO 32000-1 section 12.8.2.3) a vendor's program opens functions of its own. They have the form of a
    /// signature, but belong to no field, and nobody signs with them.
    private var rights: (places: Set<Int>, numbers: Set<Int>) = ([], [])

    /// Takes in an object.
    mutating func add(_ object: PDFObject, _ tape: PDFTape) {
        guard places.count < 10_000 else { return }
        for index in 0..<tape.count where tape.kind(index) == .dictionary {
            if tape.value(index, .byteRange) != nil { places[tape.range(index).lowerBound] = object.number }
            for name in ["UR3", "UR"] {
                guard let value = tape.value(index, named: name) else { continue }
                rights.places.insert(tape.range(value).lowerBound)
                if let number = tape.reference(value) { rights.numbers.insert(number) }
            }
        }
    }

    /// Takes out a dictionary that a field of the form leads to.
    mutating func remove(at place: Int) { places[place] = nil }

    /// How many dictionaries no field leads to.
    var count: Int { places.count { !rights.places.contains($0.key) && !rights.numbers.contains($0.value) } }
}
