import FoundationEssentials
import KandasSign

/// The corpora beside the repository, for the tests of containers.
enum ContainerFixtures {
    /// One line of the corpora's index.
    struct Line: Decodable, Sendable, CustomStringConvertible {
        var corpus: String
        var id: String
        var kind: String
        var files: Files
        var expected: String
        var confidence: String

        struct Files: Decodable, Sendable {
            var container: String?
            var document: String?
        }

        var description: String { "\(corpus)/\(id)" }
        var path: String? { files.container ?? files.document }
    }

    /// `corpora`, or `nil` where it is absent.
    static let root: String? = {
        var path = #filePath
        for _ in 0..<3 { path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
        for base in ["\(path)/../shared/fixtures/corpora"]
        where FileManager.default.fileExists(atPath: "\(base)/INDEX.jsonl") {
            return base
        }
        return nil
    }()

    /// The lines of containers, or none where the corpora are absent.
    static let lines: [Line] = {
        guard let root, let index = try? bytes("\(root)/INDEX.jsonl") else { return [] }
        let decoder = JSONDecoder()
        return index.split(separator: UInt8(ascii: "\n"))
            .compactMap { text in
                try? decoder.decode(Line.self, from: Data(text))
            }
            .filter { ["zip-read", "asic"].contains($0.kind) }
    }()

    static func lines(of corpora: String...) -> [Line] { lines.filter { corpora.contains($0.corpus) } }

    static func archive(_ line: Line) throws -> any RandomAccessBytes {
        try InputFile(path: "\(root ?? "")/\(line.path ?? "")").randomAccess(memoryLimit: 0)
    }

    static func bytes(_ path: String) throws -> [UInt8] { try InputFile(path: path).contents(limit: 1 << 30) }
}

/// What the environment asks of the tests.
enum Environment {
    /// Whether tests run that need much time or room.
    static let testAll = ProcessInfo.processInfo.environment["KANDAS_TEST_ALL"] == "1"
}
