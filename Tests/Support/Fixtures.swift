internal import Glibc

/// The sample files that are kept beside the package, in `../shared/fixtures`, and are not part of it.
public enum Fixtures {
    /// The package's own folder.
    public static let packageRoot: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// The folder of the samples, or `nil` where it is absent.
    public static let root: String? = {
        let folder = packageRoot + "/../shared/fixtures"
        return access(folder, R_OK | X_OK) == 0 ? folder : nil
    }()

    /// Whether the samples are there: `@Test(.enabled(if: Fixtures.arePresent, Fixtures.absenceNote))`.
    public static var arePresent: Bool { root != nil }

    /// What a skipped test says.
    public static let absenceNote = "the sample files ../shared/fixtures are absent"

    /// The path of a sample.
    ///
    /// - Parameter name: Relative to the samples' folder, such as `kz/keys/individual_valid.p12`.
    /// - Returns: The path.
    /// - Throws: ``SupportFailure`` if the samples are absent.
    public static func path(_ name: String) throws -> String {
        guard let root else { throw SupportFailure(absenceNote) }
        return root + "/" + name
    }

    /// The bytes of a sample.
    public static func bytes(_ name: String) throws -> [UInt8] { try readFile(path(name)) }
}

/// Why a helper of the tests could not do its work.
public struct SupportFailure: Error, CustomStringConvertible {
    /// What happened.
    public let description: String

    /// Creates a failure.
    public init(_ description: String) { self.description = description }
}

/// Reads a whole file.
public func readFile(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SupportFailure("cannot open \(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    return readAll(descriptor)
}

/// Writes a whole file.
public func writeFile(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SupportFailure("cannot write \(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor)
}

func readAll(_ descriptor: CInt) -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let got = read(descriptor, &chunk, chunk.count), got > 0 { all += chunk[..<got] }
    return all
}

func writeAll(_ bytes: [UInt8], to descriptor: CInt) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 else { throw SupportFailure("cannot write: \(String(cString: strerror(errno)))") }
        rest = rest.dropFirst(written)
    }
}
