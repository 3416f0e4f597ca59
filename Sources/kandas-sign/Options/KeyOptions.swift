import ArgumentParser
import KandasSign

/// Which key signs: `--key`, with the options for its password.
struct KeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The key file: PKCS#12, PEM or PKCS#8.", valueName: "file"),
        completion: .file()
    )
    var key: String

    @Option(
        help: ArgumentHelp("The certificate, if the key file holds none.", valueName: "file"),
        completion: .file()
    )
    var cert: String?

    @Flag(help: "Sign with RSA-PSS instead of PKCS#1 v1.5; for RSA keys only.")
    var pss = false

    @OptionGroup var password: PasswordOptions

    /// Opens the key and makes sure that it may sign.
    ///
    /// - Parameter time: When the signature is to be made.
    /// - Returns: The signer.
    /// - Throws: ``SigningError``; the codes of a refused key or password end with exit code 77.
    func signer(at time: Timestamp) throws(SigningError) -> KeyFileSigner {
        let bytes = try InputFile(path: key).secretContents(limit: Limits().keyFileBytes)
        let secret = KeyFile.needsPassword(bytes) || password.isGiven ? try password.read(for: key) : nil
        let certificates = try cert.map { path throws(SigningError) in
            try InputFile(path: path).contents(limit: Limits().keyFileBytes)
        }
        let file = try KeyFile(bytes, password: secret, certificates: certificates ?? [])
        guard pss else { return try file.signer(at: time) }
        guard case .rsa = try file.certificate?.publicKey().kind else {
            throw .unsupported("--pss goes with an RSA key")
        }
        return try file.signer(at: time, algorithm: .rsaPSS(.sha256, saltLength: DigestAlgorithm.sha256.byteCount))
    }
}
