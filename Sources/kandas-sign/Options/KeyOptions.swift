import ArgumentParser
import KandasSign

/// Which key signs: `--key` or `--token`, with the options for its password.
struct KeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The key file: PKCS#12, PEM or PKCS#8.", valueName: "file"),
        completion: .file()
    )
    var key: String?

    @Option(
        help: ArgumentHelp("The signer's certificate, if it is not beside the key.", valueName: "file"),
        completion: .file()
    )
    var cert: String?

    @OptionGroup var token: TokenOptions

    @Flag(help: "Sign with RSA-PSS instead of PKCS#1 v1.5; for RSA keys only.")
    var pss = false

    @OptionGroup var password: PasswordOptions

    /// The files that the options name.
    var paths: [String] { [key, cert, password.passwordFile].compactMap(\.self) + token.paths }

    /// Whether there is a key to sign with at once.
    var isGiven: Bool { key != nil || token.uri != nil }

    func validate() throws {
        if key != nil, token.uri != nil { throw ValidationError("Give one of --key and --token.") }
    }

    /// Makes sure that there is a key, for a verb that signs at once.
    func requireKey() throws {
        guard isGiven else { throw ValidationError("Which key signs? Give --key or --token.") }
    }

    /// Opens the key and makes sure that it may sign.
    ///
    /// - Parameter time: When the signature is to be made.
    /// - Returns: The signer.
    /// - Throws: ``SigningError``; the codes of a refused key or password end with exit code 77.
    func signer(at time: Timestamp) throws(SigningError) -> any Signer {
        if token.uri != nil { return try token.signer(certificatePath: cert, isPSS: pss, password: password, at: time) }
        let file = try KeyFile(opening: key ?? "", certificatePath: cert, password: password)
        guard pss else { return try file.signer(at: time) }
        guard case .rsa = try file.certificate?.publicKey().kind else {
            throw .unsupported("--pss goes with an RSA key")
        }
        return try file.signer(at: time, algorithm: .rsaPSS(.sha256, saltLength: DigestAlgorithm.sha256.byteCount))
    }
}

extension KeyFile {
    /// Opens a key file; asks for the password only if it needs one.
    init(opening path: String, certificatePath: String?, password: PasswordOptions) throws(SigningError) {
        let bytes = try InputFile(path: path).secretContents(limit: Limits().keyFileBytes)
        let certificates = try certificatePath.map { path throws(SigningError) in
            try InputFile(path: path).contents(limit: Limits().keyFileBytes)
        }
        let secret = KeyFile.needsPassword(bytes) || password.isGiven ? try password.read(for: path) : nil
        try self.init(bytes, password: secret, certificates: certificates ?? [])
    }
}
