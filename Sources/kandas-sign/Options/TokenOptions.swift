import ArgumentParser
import KandasSign

/// A key on a PKCS #11 token: `--token`, with the options for its module. Its PIN is the password.
struct TokenOptions: ParsableArguments {
    @Option(
        name: .customLong("token"),
        help: ArgumentHelp(
            "The key on a PKCS #11 token, by its URI (RFC 7512): pkcs11:token=…;object=…; --password-* give the PIN.",
            valueName: "pkcs11:…"
        )
    )
    var uri: String?

    @Option(
        name: .customLong("token-module"),
        help: ArgumentHelp("The token's PKCS #11 module; default: module-path of the URI.", valueName: "file"),
        completion: .file()
    )
    var module: String?

    @Option(
        name: .customLong("token-mechanisms"),
        help: ArgumentHelp(
            "Numbers of the vendor's mechanisms for national keys, as JSON: {\"GOST R 34.10-2015-512\": 2147483649}.",
            valueName: "file"
        ),
        completion: .file()
    )
    var mechanisms: String?

    @Flag(
        name: .customLong("allow-final-try"),
        help: "Try the PIN although a wrong one would lock the token."
    )
    var allowsFinalTry = false

    /// The files that the options name.
    var paths: [String] { [module, mechanisms].compactMap(\.self) }

    func validate() throws {
        guard uri == nil, module != nil || mechanisms != nil || allowsFinalTry else { return }
        throw ValidationError("--token-module, --token-mechanisms and --allow-final-try go with --token.")
    }

    /// Opens the token.
    ///
    /// - Parameters:
    ///   - certificatePath: The file of the certificate, if the token's is not meant.
    ///   - isPSS: Whether an RSA key signs with RSASSA-PSS.
    ///   - password: Where the PIN comes from, before pin-source of the URI; else it is asked for.
    ///   - time: When the signature is to be made.
    /// - Returns: The signer.
    /// - Throws: ``SigningError``; the codes of a refused key or PIN end with exit code 77.
    func signer(
        certificatePath: String?,
        isPSS: Bool,
        password: PasswordOptions,
        at time: Timestamp
    ) throws(SigningError) -> TokenSigner {
        let uri = try TokenURI(uri ?? "")
        let certificates = try certificatePath.map { path throws(SigningError) in
            try InputFile(path: path).contents(limit: Limits().keyFileBytes)
        }
        let vendor = try mechanisms.map { path throws(SigningError) in
            try TokenVendorMechanisms(json: try InputFile(path: path).contents(limit: Limits().keyFileBytes))
        }
        return try TokenSigner(
            uri,
            modulePath: module,
            certificates: certificates ?? [],
            isPSS: isPSS,
            vendor: vendor ?? TokenVendorMechanisms(),
            allowsFinalTry: allowsFinalTry,
            at: time
        ) { () throws(SigningError) in
            guard let path = uri.pinPath, !password.isGiven else {
                return try password.read(for: uri.token ?? "the token")
            }
            return try PasswordOptions.read(file: path)
        }
    }
}
