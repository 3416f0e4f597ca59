internal import PDFSyntax

/// A value in a PDF, wherever it stands.
struct PDFValue {
    let tape: PDFTape
    let index: Int
    /// The number of the object that it is, if it is one and not a part of one.
    let number: Int?
    /// The object of the body that it stands in; `nil` in an object stream.
    let body: PDFObject?

    var kind: PDFTape.Kind { tape.kind(index) }
    var integer: Int? { tape.integer(index) }
    var name: String? { tape.nameText(index) }
    /// A text string, of at most 64 KiB.
    var text: String? { tape.string(index, limit: 65_536).map(PDFText.decode) }
    var isNull: Bool { kind == .null }

    func isSame(as other: PDFValue) -> Bool { tape.isSame(index, as: other.tape, other.index) }
}

/// Reads values as a viewer of one revision does, references followed.
struct PDFObjectReader {
    let file: PDFFile
    /// The newest cross-reference section that is looked into; 0 for the whole file.
    let rank: Int

    /// The value of an object.
    func object(_ number: Int) -> PDFValue? {
        var number = number
        for _ in 0..<10 {
            guard let version = file.version(of: number, asOf: rank) else { return nil }
            guard let next = version.tape.reference(0) else {
                return PDFValue(tape: version.tape, index: 0, number: number, body: version.body)
            }
            number = next
        }
        return nil
    }

    /// A value of an array or dictionary, with its reference followed; `nil` for null and for objects that are missing.
    func resolve(_ index: Int, of holder: PDFValue) -> PDFValue? {
        if let number = holder.tape.reference(index) { return object(number).flatMap { $0.isNull ? nil : $0 } }
        let value = PDFValue(tape: holder.tape, index: index, number: nil, body: holder.body)
        return value.isNull ? nil : value
    }

    /// The value of an entry.
    func entry(_ name: String, of dictionary: PDFValue) -> PDFValue? {
        dictionary.tape.value(dictionary.index, named: name).flatMap { resolve($0, of: dictionary) }
    }

    /// The catalogue.
    var catalog: PDFValue? {
        file.sections.indices.contains(rank) ? file.sections[rank].root.flatMap { object($0) } : nil
    }

    /// The object numbers of an array of references; `nil` if it holds anything else.
    func references(_ array: PDFValue) -> [Int]? {
        guard array.kind == .array else { return nil }
        let members = array.tape.members(array.index)
        let numbers = members.compactMap { array.tape.reference($0) }
        return numbers.count == members.count ? numbers : nil
    }
}
