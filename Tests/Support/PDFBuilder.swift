/// Writes small PDFs by hand, one revision after the other, so that a test knows every byte.
public struct PDFBuilder {
    /// What was written so far.
    public private(set) var bytes: [UInt8]
    /// Where the objects of the revision at hand are.
    private var entries: [Int: Place] = [:]
    private var previous: Int?
    private var highest = 0

    private enum Place {
        case offset(Int)
        case compressed(stream: Int, index: Int)
        case free
    }

    /// Begins a file.
    public init(version: String = "1.7") { bytes = Array("%PDF-\(version)\n%".utf8) + [0xe2, 0xe3, 0xcf, 0xd3, 0x0a] }

    /// The number that no object has yet.
    public var nextNumber: Int { highest + 1 }

    /// Writes an object.
    public mutating func add(_ number: Int, _ body: String) {
        begin(number)
        bytes += Array("\(body)\nendobj\n".utf8)
    }

    /// Writes a stream.
    ///
    /// - Parameters:
    ///   - number: Its number.
    ///   - entries: What stands in its dictionary besides the length.
    ///   - data: Its stored bytes.
    ///   - length: What is given as its length, if not the real one.
    public mutating func add(_ number: Int, _ entries: String, stream data: [UInt8], length: String? = nil) {
        begin(number)
        bytes += Array("<<\(entries)/Length \(length ?? "\(data.count)")>>\nstream\n".utf8)
        bytes += data
        bytes += Array("\nendstream\nendobj\n".utf8)
    }

    /// Writes an object stream.
    public mutating func add(_ number: Int, objects: [(number: Int, body: String)], entries extra: String = "") {
        var table = ""
        var bodies = ""
        for (index, object) in objects.enumerated() {
            table += "\(object.number) \(bodies.utf8.count) "
            bodies += object.body + "\n"
            highest = max(highest, object.number)
            entries[object.number] = .compressed(stream: number, index: index)
        }
        add(
            number,
            "/Type/ObjStm/N \(objects.count)/First \(table.utf8.count)\(extra)",
            stream: Array((table + bodies).utf8)
        )
    }

    /// Writes bytes that are no object.
    public mutating func add(raw text: String) { bytes += Array(text.utf8) }

    /// Gives an entry of the table another offset.
    public mutating func misplace(_ number: Int, at offset: Int) {
        highest = max(highest, number)
        entries[number] = .offset(offset)
    }

    /// Lists an object as deleted.
    public mutating func delete(_ number: Int) { entries[number] = .free }

    /// Ends a revision.
    ///
    /// - Parameters:
    ///   - trailer: What stands in the trailer besides the size and the section before.
    ///   - asStream: Whether the cross-reference is a stream.
    ///   - other: The offset of the section before, if not the real one.
    ///   - size: The number of objects, if not the real one.
    public mutating func finish(
        trailer: String = "/Root 1 0 R",
        asStream: Bool = false,
        previous other: Int? = nil,
        size: Int? = nil
    ) {
        let needsStream = asStream || entries.values.contains { if case .compressed = $0 { true } else { false } }
        let stream = nextNumber
        let start = bytes.count
        let before = (other ?? previous).map { "/Prev \($0)" } ?? ""
        if needsStream {
            entries[stream] = .offset(start)
            highest = stream
        }
        if previous == nil { entries[0] = .free }
        let count = size ?? highest + 1
        if needsStream {
            let numbers = entries.keys.sorted()
            var rows: [UInt8] = []
            for number in numbers { rows += PDFBuilder.row(entries[number] ?? .free) }
            let index = numbers.map { "\($0) 1" }.joined(separator: " ")
            let extra = "/Type/XRef/W[1 4 2]/Index[\(index)]/Size \(count)\(before)\(trailer)"
            add(stream, extra, stream: rows)
        } else {
            bytes += Array("xref\n".utf8)
            for number in entries.keys.sorted() {
                bytes += Array("\(number) 1\n".utf8)
                switch entries[number] {
                case .offset(let offset): bytes += Array("\(PDFBuilder.padded(offset)) 00000 n \n".utf8)
                default: bytes += Array("0000000000 65535 f \n".utf8)
                }
            }
            bytes += Array("trailer\n<</Size \(count)\(before)\(trailer)>>\n".utf8)
        }
        bytes += Array("startxref\n\(start)\n%%EOF\n".utf8)
        previous = start
        entries = [:]
    }

    /// A file of one empty page: the catalogue is object 1, the page object 3.
    ///
    /// - Parameters:
    ///   - catalog: What stands in the catalogue besides.
    ///   - page: What stands in the page besides.
    /// - Returns: The builder, whose revision is not ended.
    public static func onePage(catalog: String = "", page: String = "") -> PDFBuilder {
        var builder = PDFBuilder()
        builder.add(1, "<</Type/Catalog/Pages 2 0 R\(catalog)>>")
        builder.add(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        builder.add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]\(page)>>")
        return builder
    }

    private mutating func begin(_ number: Int) {
        highest = max(highest, number)
        entries[number] = .offset(bytes.count)
        bytes += Array("\(number) 0 obj\n".utf8)
    }

    private static func row(_ place: Place) -> [UInt8] {
        func four(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        return switch place {
        case .offset(let offset): [1] + four(offset) + [0, 0]
        case .compressed(let stream, let index): [2] + four(stream) + [UInt8(index >> 8), UInt8(index & 255)]
        case .free: [0, 0, 0, 0, 0, 255, 255]
        }
    }

    private static func padded(_ offset: Int) -> String {
        let digits = String(offset)
        return String(repeating: "0", count: 10 - digits.count) + digits
    }
}
