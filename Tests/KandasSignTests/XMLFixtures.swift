import FoundationEssentials
import Synchronization

@testable import KandasSign

/// The shared corpora, for the tests of the XML reader.
enum XMLFixtures {
    /// The folder of the corpora, or `nil` where it is absent.
    static let corpora: String? = {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let folder = "/\(root)/shared/fixtures/corpora"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    struct Case: Sendable, CustomStringConvertible {
        let id: String
        let path: String
        let expected: String
        var description: String { id }
    }

    static let attacks: [Case] = {
        guard let corpora, let index = FileManager.default.contents(atPath: "\(corpora)/INDEX.jsonl") else { return [] }
        struct Line: Decodable {
            struct Files: Decodable { let input: String? }
            let corpus: String
            let id: String
            let files: Files
            let expected: String
        }
        return index.split(separator: 0x0a)
            .compactMap { bytes in
                guard bytes.starts(with: #"{"corpus": "xml-dtd-attacks""#.utf8),
                    let line = try? JSONDecoder().decode(Line.self, from: Data(bytes)), let input = line.files.input
                else { return nil }
                return Case(id: line.id, path: "\(corpora)/\(input)", expected: line.expected)
            }
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        try InputFile(path: path).contents(limit: 1 << 28)
    }
}

/// A source that gives a fixed number of bytes at a time.
final class DrippingSource: ByteSource {
    private let bytes: [UInt8]
    private let step: Int
    private var offset = 0

    init(_ bytes: [UInt8], step: Int = 1) {
        self.bytes = bytes
        self.step = step
    }

    var remaining: Int? { nil }

    func read(into buffer: inout [UInt8]) -> Int {
        let length = min(step, buffer.count, bytes.count - offset)
        buffer.replaceSubrange(0..<length, with: bytes[offset..<offset + length])
        offset += length
        return length
    }
}

/// A source that repeats a unit, between a head and a tail, without holding all of it.
final class RepeatingSource: ByteSource {
    private var head: [UInt8]
    private let unit: [UInt8]
    private var count: Int
    private let tail: [UInt8]

    init(head: String, unit: String, count: Int, tail: String) {
        self.head = Array(head.utf8)
        // Many units at once, so that the source is not what is slow.
        let block = max(1, min(count, 4_096))
        self.unit = Array(String(repeating: unit, count: block).utf8)
        self.count = count / block
        self.tail = Array(tail.utf8)
        pending = self.head[...]
    }

    private var pending: ArraySlice<UInt8>
    private var isTailDone = false

    var remaining: Int? { nil }

    func read(into buffer: inout [UInt8]) -> Int {
        if pending.isEmpty {
            if count > 0 {
                count -= 1
                pending = unit[...]
            } else if !isTailDone {
                isTailDone = true
                pending = tail[...]
            }
        }
        let part = pending.prefix(buffer.count)
        buffer.replaceSubrange(0..<part.count, with: part)
        pending = pending.dropFirst(part.count)
        return part.count
    }
}
