internal import PDFSyntax

/// Which bytes a signature covers, and where the signature itself stands among them.
struct PDFSignedRange {
    /// `ByteRange` as numbers, as far as they are such.
    private(set) var numbers: [Int] = []
    /// The CMS message, without the zeros behind it.
    private(set) var message: [UInt8] = []
    /// The revision that is covered, 0 for the oldest.
    private(set) var revision = 0
    /// Everything that is wrong.
    private(set) var findings: [PDFSignatureFinding] = []

    /// The two ranges that are signed; `nil` unless they are in order.
    var signed: [Range<Int>]? {
        findings.isEmpty && numbers.count == 4
            ? [0..<numbers[1], numbers[2]..<numbers[2] + numbers[3]] : nil
    }

    /// The offset behind the last byte that is covered.
    var end: Int { numbers.count == 4 && findings.isEmpty ? numbers[2] + numbers[3] : 0 }

    /// Reads and checks a signature's dictionary.
    init(_ value: PDFValue, in file: PDFFile) { check(value, in: file) }

    private mutating func check(_ value: PDFValue, in file: PDFFile) {
        let (tape, view) = (value.tape, file.view)
        let members = tape.value(value.index, named: "ByteRange").map { tape.members($0) } ?? []
        numbers = members.compactMap { tape.integer($0) }
        guard members.count == 4, numbers.count == 4, numbers.allSatisfy({ $0 >= 0 }), numbers[0] == 0 else {
            return note(.byteRange, "not four numbers from 0 on")
        }
        let (end, isHuge) = numbers[2].addingReportingOverflow(numbers[3])
        guard numbers[1] > 0, numbers[1] < numbers[2], !isHuge, end <= view.count, numbers[3] > 0 else {
            return note(.byteRange, "beyond the file, empty or overlapping")
        }
        guard value.body != nil, let contents = tape.value(value.index, named: "Contents"),
            tape.kind(contents) == .hexadecimalString
        else { return note(.contents, "no hexadecimal string in the body of the file") }
        let place = tape.range(contents)
        guard place == numbers[1]..<numbers[2] else {
            return note(.byteRangeGap, "\(numbers[1])..<\(numbers[2]), Contents \(place.lowerBound)..<\(place.upperBound)")
        }
        revision = file.revision(at: place.lowerBound)
        guard file.revisions.indices.contains(revision), covers(file.revisions[revision], end, view) else {
            return note(.coverage, "ends at \(end)")
        }
        readMessage(view, place)
    }

    /// Whether the end is that of a revision, and of white space behind it.
    private func covers(_ revision: PDFRevision, _ end: Int, _ view: ByteView) -> Bool {
        let behind = revision.range.upperBound
        return behind <= end && (behind..<end).allSatisfy { [0x0a, 0x0d, 0x20].contains(view[$0]) }
    }

    private mutating func readMessage(_ view: ByteView, _ place: Range<Int>) {
        let digits = place.lowerBound + 1..<place.upperBound - 1
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return note(.contents, "half a byte") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: digits.lowerBound, to: digits.upperBound, by: 2) {
            guard let high = PDFSignedRange.digit(view[index]), let low = PDFSignedRange.digit(view[index + 1]) else {
                return note(.contents, "not hexadecimal at \(index)")
            }
            bytes.append(high << 4 | low)
        }
        var reader = DERReader(bytes[...], rules: .ber)
        guard let element = try? reader.next() else { return note(.contents, "no CMS message") }
        guard reader.rest.allSatisfy({ $0 == 0 }) else { return note(.contents, "bytes behind the CMS message") }
        message = Array(element.bytes)
    }

    private static func digit(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x41 + 10
        case 0x61...0x66: octet - 0x61 + 10
        default: nil
        }
    }

    private mutating func note(_ kind: PDFSignatureFinding.Kind, _ detail: String) {
        findings.append(PDFSignatureFinding(kind: kind, detail: detail))
    }
}

/// The signed bytes of a PDF: two ranges, one after the other.
final class PDFSignedSource: ByteSource {
    private let bytes: any RandomAccessBytes
    private var ranges: [Range<Int>]

    init(_ bytes: any RandomAccessBytes, _ ranges: [Range<Int>]) {
        self.bytes = bytes
        self.ranges = ranges
    }

    var remaining: Int? { ranges.reduce(0) { $0 + $1.count } }

    func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        while let range = ranges.first {
            guard !range.isEmpty else {
                ranges.removeFirst()
                continue
            }
            let got = try bytes.read(at: range.lowerBound, into: &buffer, length: min(range.count, buffer.count))
            guard got > 0 else { throw .malformed("truncated") }
            ranges[0] = range.lowerBound + got..<range.upperBound
            return got
        }
        return 0
    }
}
