import Support

/// A folder with SoftHSM2 tokens `rsa` and `ec`, each with the applicant's key and certificate of the PKI in the folder of
/// the same name, labelled `sign`, with identifier `a1`.
///
/// In a line of shell, `$K` is the command, `$M` the options for the module and the PIN, `$REAL` SoftHSM2's module;
/// `token_module.so` is the one that plays other tokens.
struct TokenFolder {
    private static let modules = [
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so",
    ]
    private static let module = modules.first { (try? readFile($0)) != nil }
    private static let compiler = ["cc", "clang", "gcc"].first { Tool.exists($0) }

    static let isPossible =
        module != nil && compiler != nil && Tool.exists("softhsm2-util") && Tool.exists("pkcs11-tool")

    private static let made = Result {
        let folder = try TokenFolder(at: TemporaryFolder())
        try folder.folder.write([0x61, 0x0a], as: "a.txt")
        try folder.folder.write(Array("123456".utf8), as: "pin")
        try folder.folder.write(Array("654321\n".utf8), as: "bad")
        let root = Fixtures.packageRoot
        try folder.make(
            """
            \(compiler ?? "cc") -shared -fPIC -I '\(root)/Sources/CPKCS11/include' -o token_module.so \
            '\(root)/Tests/Peers/token_module.c' -ldl -lcrypto
            """
        )
        return folder
    }

    let folder: TemporaryFolder

    private init(at folder: TemporaryFolder) { self.folder = folder }

    /// A folder with tokens of its own; what takes long is copied.
    init() throws {
        let made = try Self.tokens.get()
        folder = try TemporaryFolder()
        guard try Tool.run("cp", ["-a", "\(made.folder.path)/.", folder.path]).status == 0 else {
            throw SupportFailure("the tokens cannot be copied")
        }
        try configure()
    }

    private static let tokens = Result {
        let folder = try made.get()
        try folder.make("mkdir tokens")
        try folder.configure()
        for name in ["rsa", "ec"] {
            try folder.make(
                """
                $K test-pki \(name) --algorithm \(name) &&
                openssl pkcs12 -in \(name)/applicant.p12 -passin file:\(name)/password.txt -nocerts -nodes |
                openssl pkcs8 -topk8 -nocrypt -out \(name)/key.pem &&
                openssl pkcs12 -in \(name)/applicant.p12 -passin file:\(name)/password.txt -nokeys -clcerts |
                openssl x509 -outform DER -out \(name)/applicant.cer &&
                softhsm2-util --init-token --free --label \(name) --pin 123456 --so-pin 12345678 &&
                softhsm2-util --import \(name)/key.pem --token \(name) --label sign --id a1 --pin 123456 &&
                pkcs11-tool --module $REAL --token-label \(name) --login --pin 123456 \
                --write-object \(name)/applicant.cer --type cert --id a1 --label sign
                """
            )
        }
        return folder
    }

    private func configure() throws {
        let configuration =
            "directories.tokendir = \(folder("tokens"))\nobjectstore.backend = file\nlog.level = ERROR\n"
        try folder.write(Array(configuration.utf8), as: "softhsm2.conf")
    }

    func shell(_ line: String) throws -> Tool.Outcome {
        try BuiltCommand.shell(
            line.replacing("$M", with: "--token-module \"$REAL\" --password-file pin").replacing("$K", with: "\"$K\""),
            environment: [
                "SOFTHSM2_CONF": folder("softhsm2.conf"), "REAL": Self.module ?? "",
                "TOKEN_REAL_MODULE": Self.module ?? "",
            ],
            in: folder.path
        )
    }

    @discardableResult
    func make(_ line: String) throws -> Tool.Outcome {
        let outcome = try shell(line)
        guard outcome.status == 0 else { throw SupportFailure("\(line): \(outcome)") }
        return outcome
    }

    func names() throws -> Set<String> {
        Set(
            try Tool.run("find", [folder.path, "-mindepth", "1", "-printf", "%P\n"]).text.split(separator: "\n")
                .map(String.init)
        )
    }
}
