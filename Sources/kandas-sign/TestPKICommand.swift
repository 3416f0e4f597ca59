import ArgumentParser
import KandasSign
import KandasTestPKI

/// `test-pki`: a throw-away PKI in the shape of the national one.
struct TestPKICommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "test-pki",
        abstract: "Makes a throw-away PKI in the shape of the national one: trust, and keys of synthetic people.",
        discussion: """
            Writes trust/ (what --trust takes), applicant.p12, head.p12, stranger.p12, revoked.p12, expired.p12, \
            auth-only.p12 and password.txt, which opens them all. It lasts a year.
            """
    )

    /// The key algorithm of a PKI.
    enum Algorithm: String, ExpressibleByArgument, CaseIterable {
        case gost2015
        case rsa
        case ec
    }

    @Argument(
        help: "The folder: a new or an empty one, or one that this verb made before.",
        completion: .directory
    )
    var folder: String

    @Option(help: "The algorithm of all keys: GOST R 34.10-2015-512, RSA-2048, or ECDSA on P-256.")
    var algorithm = Algorithm.gost2015

    @Flag(help: "Encrypt the keys as the national CA does, with outdated ciphers, instead of the modern way.")
    var nationalEncryption = false

    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let kind: PrivateKey.Kind =
            switch algorithm {
            case .rsa: .rsa(bits: 2_048)
            case .ec: .ellipticCurve(bits: 256)
            case .gost2015: .national(.gost2015x512)
            }
        try TestPKIFolder.requireFree(folder)
        let pki = try TestPKI.make(kind: kind, at: .now())
        let written = try TestPKIFolder.write(pki, to: folder, form: nationalEncryption ? .national : .modern)
        if console.isJSON {
            let made = Made(folder: written.path, algorithm: algorithm.rawValue, files: written.files)
            try console.write(object: made)
        } else {
            let lines = written.files.map { "  \(written.path)/\($0)" }
            try console.write(([console.word("RESULT_TEST_PKI") + ":"] + lines).joined(separator: "\n"))
        }
        return .passed
    }

    private struct Made: Encodable {
        let folder: String
        let algorithm: String
        let files: [String]
    }
}
