/// A signature's dictionary as it stands in the file (ISO 32000-2, section 12.8.1).
///
/// All ranges are exact, so that a verifier can digest the same bytes.
package struct PDFSignature: Sendable, Hashable {
    /// The number of the object that holds the dictionary.
    package let object: Int
    /// The revision that it came with, 0 for the oldest.
    package let revision: Int
    /// The bytes of the dictionary, delimiters included.
    package let dictionary: Range<Int>
    /// The bytes of `Contents` with its delimiters; `nil` if there is none or it lies in an object stream.
    package let contents: Range<Int>?
    /// The ranges that are signed, as `ByteRange` gives them; `nil` if it is no list of pairs of such numbers.
    package let signed: [Range<Int>]?
    /// The encoding of the signature, such as `ETSI.CAdES.detached`.
    package let encoding: String?
    /// Whether it is a timestamp over the document.
    package let isTimestamp: Bool

    /// Reads a dictionary that has `ByteRange`, or says that it is a signature; `nil` for any other value.
    package init?(_ tape: PDFTape, at index: Int, of object: PDFObject, in file: PDFFile) {
        let type = tape.value(index, .type).flatMap { tape.name($0) }
        let byteRange = tape.value(index, .byteRange)
        guard tape.kind(index) == .dictionary, byteRange != nil || type == .signature || type == .documentTimestamp,
            let contents = tape.value(index, .contents)
        else { return nil }
        self.object = object.number
        revision = file.revision(at: object.range.lowerBound)
        dictionary = tape.range(index)
        self.contents = object.kind == .body ? tape.range(contents) : nil
        encoding = tape.value(index, .signatureFilter).flatMap { tape.nameText($0) }
        isTimestamp = type == .documentTimestamp
        let numbers = byteRange.map { tape.members($0).map { tape.integer($0) } } ?? []
        signed = PDFSignature.ranges(numbers)
    }

    private static func ranges(_ numbers: [Int?]) -> [Range<Int>]? {
        guard !numbers.isEmpty, numbers.count.isMultiple(of: 2) else { return nil }
        var result: [Range<Int>] = []
        for pair in stride(from: 0, to: numbers.count, by: 2) {
            guard let start = numbers[pair], let length = numbers[pair + 1], start >= 0, length >= 0 else { return nil }
            let (end, isHuge) = start.addingReportingOverflow(length)
            guard !isHuge else { return nil }
            result.append(start..<end)
        }
        return result
    }

    /// The offset behind the last signed byte.
    package var end: Int? { signed?.map(\.upperBound).max() }
}
