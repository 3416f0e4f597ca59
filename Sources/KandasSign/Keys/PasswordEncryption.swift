internal import COpenSSLShim

/// A password-based encryption scheme: PBES1 and PBES2 (RFC 8018 section 6), or PKCS#12's own (RFC 7292 appendix C).
struct PasswordEncryption {
    /// What deriving the key costs, in iterations.
    let iterations: Int
    /// Whether OpenSSL's legacy provider is needed.
    let isLegacy: Bool
    private let identifier: ObjectIdentifier
    private let element: SecretElement

    private static let pbes2: ObjectIdentifier = "1.2.840.113549.1.5.13"
    private static let pbkdf2: ObjectIdentifier = "1.2.840.113549.1.5.12"
    private static let scrypt: ObjectIdentifier = "1.3.6.1.4.1.11591.4.11"
    /// pbeWithSHA1And3-KeyTripleDES-CBC and pbeWithSHA1And2-KeyTripleDES-CBC.
    private static let tripleDES: Set<ObjectIdentifier> = ["1.2.840.113549.1.12.1.3", "1.2.840.113549.1.12.1.4"]
    /// PKCS#12 with RC4 and RC2; PBES1 with MD5 or SHA-1 and DES or RC2.
    private static let outdated: Set<ObjectIdentifier> = [
        "1.2.840.113549.1.12.1.1", "1.2.840.113549.1.12.1.2", "1.2.840.113549.1.12.1.5", "1.2.840.113549.1.12.1.6",
        "1.2.840.113549.1.5.3", "1.2.840.113549.1.5.6", "1.2.840.113549.1.5.10", "1.2.840.113549.1.5.11",
    ]
    /// DES-CBC and RC2-CBC inside PBES2.
    private static let outdatedCiphers: Set<ObjectIdentifier> = ["1.3.14.3.2.7", "1.2.840.113549.3.2"]
    /// AES-128, AES-192 and AES-256 in CBC mode, and DES-EDE3-CBC, inside PBES2.
    private static let ciphers: Set<ObjectIdentifier> = [
        "2.16.840.1.101.3.4.1.2", "2.16.840.1.101.3.4.1.22", "2.16.840.1.101.3.4.1.42", "1.2.840.113549.3.7",
    ]

    /// Reads an `AlgorithmIdentifier`.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for any other scheme.
    init(_ element: SecretElement) throws(SigningError) {
        self.element = element
        var fields = try element.sequence()
        identifier = try fields.next().objectIdentifier()
        if PasswordEncryption.tripleDES.contains(identifier) || PasswordEncryption.outdated.contains(identifier) {
            var parameters = try fields.next().sequence()
            _ = try parameters.next()  // salt
            iterations = try parameters.next().unsignedInteger()
            isLegacy = PasswordEncryption.outdated.contains(identifier)
            return
        }
        guard identifier == PasswordEncryption.pbes2 else { throw .unsupported("password encryption \(identifier)") }
        var parameters = try fields.next().sequence()
        iterations = try PasswordEncryption.cost(ofDerivation: parameters.next())
        var scheme = try parameters.next().sequence()
        let cipher = try scheme.next().objectIdentifier()
        isLegacy = PasswordEncryption.outdatedCiphers.contains(cipher)
        guard isLegacy || PasswordEncryption.ciphers.contains(cipher) else {
            throw .unsupported("password encryption with cipher \(cipher)")
        }
    }

    /// The cost of PBKDF2 or scrypt, from its `AlgorithmIdentifier`.
    static func cost(ofDerivation element: SecretElement) throws(SigningError) -> Int {
        var fields = try element.sequence()
        let function = try fields.next().objectIdentifier()
        var parameters = try fields.next().sequence()
        _ = try parameters.next()  // salt
        switch function {
        case pbkdf2: return try parameters.next().unsignedInteger()
        case scrypt:
            var cost = 1
            for name in ["N", "r", "p"] {
                let factor = try parameters.next().unsignedInteger()
                let (product, overflow) = cost.multipliedReportingOverflow(by: max(factor, 1))
                guard !overflow else { throw .limit("the key file asks for scrypt with too large a \(name)") }
                cost = product
            }
            // One step of scrypt's innermost loop takes about as long as one iteration of PBKDF2.
            return cost
        default: throw .unsupported("key derivation \(function)")
        }
    }

    /// Decrypts.
    ///
    /// - Parameters:
    ///   - ciphertext: What was encrypted.
    ///   - password: As UTF-8, or `nil` for none at all, which PKCS#12 tells from an empty one.
    ///   - budget: Pays for the derivation.
    ///   - legacy: Loads the legacy provider when it is needed.
    /// - Returns: The plaintext.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/passwordRefused`` if the result is badly padded, which
    ///   is how a wrong password shows, ``SigningError/Code/unsupported`` if OpenSSL lacks the scheme.
    func decrypt(
        _ ciphertext: SecretBytes,
        password: SecretBytes?,
        budget: inout KeyDerivationBudget,
        legacy: () throws(SigningError) -> LegacyCrypto
    ) throws(SigningError) -> SecretBytes {
        try budget.spend(iterations)
        let context = isLegacy ? try legacy() : nil
        OpenSSLErrorQueue.clear()
        let algorithm = element.secretCopy()
            .withUnsafeBytes { bytes in
                var cursor = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                return d2i_X509_ALGOR(nil, &cursor, bytes.count)
            }
        guard let algorithm else {
            OpenSSLErrorQueue.clear()
            throw .malformed("a password encryption that cannot be read")
        }
        defer { X509_ALGOR_free(algorithm) }
        var plaintext: UnsafeMutablePointer<UInt8>?
        var length: CInt = 0
        let result = ciphertext.withUnsafeBytes { input in
            withPassword(password) { text, textLength in
                PKCS12_pbe_crypt_ex(
                    algorithm,
                    text,
                    textLength,
                    input.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    CInt(clamping: input.count),
                    &plaintext,
                    &length,
                    0,
                    context?.context.pointer,
                    nil
                )
            }
        }
        guard result != nil, let plaintext else { throw failure() }
        defer { COpenSSLShim_OPENSSL_clear_free(plaintext, Int(length)) }
        return SecretBytes(copying: UnsafeBufferPointer(start: plaintext, count: Int(length)))
    }

    private func failure() -> SigningError {
        let last = ERR_peek_last_error()
        let diagnostics = OpenSSLErrorQueue.drain()
        if ERR_GET_LIB(last) == ERR_LIB_PKCS12, ERR_GET_REASON(last) == PKCS12_R_PKCS12_CIPHERFINAL_ERROR {
            return SigningError(.passwordRefused, "the password does not open the key file", diagnostics: diagnostics)
        }
        return SigningError(.unsupported, "password encryption \(identifier)", diagnostics: diagnostics)
    }
}

/// Lends a password to OpenSSL.
func withPassword<Result>(
    _ password: SecretBytes?,
    _ body: (UnsafePointer<CChar>?, CInt) -> Result
) -> Result {
    guard let password else { return body(nil, 0) }
    return password.withUnsafeBytes { bytes in
        // An empty password is a pointer to nothing, no password is no pointer.
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return "".withCString { body($0, 0) } }
        return body(start.assumingMemoryBound(to: CChar.self), CInt(clamping: bytes.count))
    }
}
