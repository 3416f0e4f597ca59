import Foundation
import Support

/// A folder with keys, trust and a few files, for a test of the verbs that sign and verify.
///
/// In a line of shell, `$K` is the command, `$P` the folder of the keys, `$S` the options by which the applicant signs,
/// `$T` those of the trust.
struct SigningFolder {
    /// A PKI made by the built command, once.
    private static let pki = Result {
        let folder = try TemporaryFolder()
        let outcome = try BuiltCommand.run("test-pki", folder("pki"), "--algorithm", "ec")
        guard outcome.status == 0 else { throw SupportFailure("\(outcome)") }
        return folder
    }

    /// The content of `a.txt`.
    static let content = Array("Қандас мәртебесін беру туралы өтініш\n".utf8)

    let folder: TemporaryFolder
    let keys: String

    /// Makes the folder with `a.txt` and `b.txt`.
    init() throws {
        keys = try Self.pki.get()("pki")
        folder = try TemporaryFolder()
        try folder.write(Self.content, as: "a.txt")
        try folder.write([], as: "b.txt")
    }

    /// Runs a line of shell in the folder.
    func shell(_ line: String, input: [UInt8] = []) throws -> Tool.Outcome {
        try BuiltCommand.shell(
            line.replacing("$S", with: "--key \"$P/applicant.p12\" --password-file \"$P/password.txt\"")
                .replacing("$T", with: "--trust \"$P/trust\"")
                .replacing("$K", with: "\"$K\""),
            input: input,
            environment: ["P": keys],
            in: folder.path
        )
    }

    /// Runs a line of shell that must exit with 0.
    @discardableResult
    func make(_ line: String) throws -> Tool.Outcome {
        let outcome = try shell(line)
        guard outcome.status == 0 else { throw SupportFailure("\(line): \(outcome)") }
        return outcome
    }

    /// Everything in the folder, hidden files too.
    func names() throws -> Set<String> {
        Set(
            try Tool.run("find", [folder.path, "-mindepth", "1", "-printf", "%P\n"]).text.split(separator: "\n")
                .map(String.init)
        )
    }

    /// Copies a file with one byte changed: the first byte of `old`, or the last byte of the file.
    func touch(_ name: String, as other: String, at old: [UInt8]? = nil) throws {
        var bytes = try readFile(folder(name))
        let index = old.flatMap { old in bytes.indices.first { bytes[$0...].starts(with: old) } } ?? bytes.count - 1
        bytes[index] ^= 1
        try folder.write(bytes, as: other)
    }

    /// The JSON objects of an output, one a line.
    static func lines(_ outcome: Tool.Outcome) throws -> [[String: Any]] {
        try outcome.text.split(separator: "\n")
            .map { line in
                guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                    throw SupportFailure("no object: \(line)")
                }
                return object
            }
    }

    /// The codes of a report's reasons.
    static func codes(_ report: [String: Any]?) -> [String] {
        (report?["reasons"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    }
}
