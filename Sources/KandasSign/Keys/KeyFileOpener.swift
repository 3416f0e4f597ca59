/// The means by which one key file is opened: password, limits, and what may still be spent.
final class KeyFileOpener {
    let password: SecretBytes?
    let limits: Limits
    var budget: KeyDerivationBudget
    private var legacy: LegacyCrypto?

    init(password: SecretBytes?, limits: Limits) {
        self.password = password
        self.limits = limits
        budget = KeyDerivationBudget(limits)
    }

    /// Decrypts with the password of this file.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/passwordRefused`` if the result is badly padded.
    func decrypt(_ ciphertext: SecretBytes, by encryption: PasswordEncryption, password: SecretBytes?)
        throws(SigningError) -> SecretBytes
    {
        try encryption.decrypt(ciphertext, password: password, budget: &budget, legacy: legacyCrypto)
    }

    /// Decrypts a DER `EncryptedPrivateKeyInfo` (RFC 5958 section 3) to a `PrivateKeyInfo`.
    func decryptPrivateKey(_ element: SecretElement, password: SecretBytes?) throws(SigningError) -> SecretBytes {
        var fields = try element.sequence()
        let encryption = try PasswordEncryption(fields.next())
        let ciphertext = try fields.next().octets()
        try fields.end()
        return try decrypt(ciphertext, by: encryption, password: password)
    }

    /// The password refused, in words that tell whether one was given.
    var refusal: SigningError {
        SigningError(
            .passwordRefused,
            password == nil ? "the key file needs a password" : "the password does not open the key file"
        )
    }

    private func legacyCrypto() throws(SigningError) -> LegacyCrypto {
        if let legacy { return legacy }
        let loaded = try LegacyCrypto()
        legacy = loaded
        return loaded
    }
}
