internal import Glibc

/// A folder for one test, removed with all that is in it when the object is released.
public final class TemporaryFolder: Sendable {
    /// The folder's path, without a slash at its end.
    public let path: String

    /// Makes an empty folder.
    public init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/kandas-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SupportFailure("mkdtemp failed: \(String(cString: strerror(errno)))")
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { _ = try? Tool.run("rm", ["-rf", "--", path]) }

    /// The path of a name inside the folder.
    public func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file into the folder and returns its path.
    @discardableResult
    public func write(_ bytes: [UInt8], as name: String) throws -> String {
        try writeFile(bytes, to: self(name))
        return self(name)
    }
}
