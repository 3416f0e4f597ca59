internal import COpenSSLShim
package import KandasSign

/// Writes PKCS#12 files.
package enum PKCS12Writer {
    /// How a file is encrypted.
    package enum Form: Sendable {
        /// AES-256 and PBKDF2 with SHA-256, MAC with SHA-256: what current tools write.
        case modern
        /// 3DES for the key, RC2 with 40 bits for the certificate, MAC with SHA-1: what the national CA writes.
        case national
    }

    /// Writes one key with its certificate.
    ///
    /// - Parameters:
    ///   - identity: The key and its certificate.
    ///   - chain: Further certificates; the national CA adds none.
    ///   - password: The password.
    ///   - friendlyName: `nil` for the key identifier, as the national CA names keys.
    ///   - form: How the file is encrypted.
    ///   - iterations: How often the password is digested; the default is that of the national CA and of OpenSSL.
    /// - Returns: The DER encoding.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/legacyCryptoMissing`` if the national form needs a cipher
    ///   that OpenSSL does not have here, ``SigningError/Code/cryptoLibraryFailure``.
    package static func write(
        _ identity: TestIdentity,
        chain: [Certificate] = [],
        password: SecretBytes,
        friendlyName: String? = nil,
        form: Form = .modern,
        iterations: Int32? = nil
    ) throws(SigningError) -> [UInt8] {
        let legacy = form == .national ? try LegacyCrypto() : nil
        OpenSSLErrorQueue.clear()
        let certificate = try x509(identity.certificate)
        let others = COpenSSLShim_sk_X509_new_null()
        defer { COpenSSLShim_sk_X509_pop_free(others) }
        for certificate in chain {
            let decoded = try x509(certificate).relinquish()
            guard COpenSSLShim_sk_X509_push(others, decoded) > 0 else {
                X509_free(decoded)
                throw .cryptoLibrary("sk_X509_push")
            }
        }
        let name = friendlyName ?? Hexadecimal.text(identity.certificate.subjectKeyIdentifier ?? [])
        let rounds = iterations ?? (form == .national ? 1_024 : PKCS12_DEFAULT_ITER)
        let made = try identity.key.withUnsafePointer { key throws(SigningError) in
            withCString(of: password) { password in
                PKCS12_create_ex(
                    password,
                    name,
                    key,
                    certificate.pointer,
                    others,
                    form == .national ? NID_pbe_WithSHA1And3_Key_TripleDES_CBC : NID_aes_256_cbc,
                    form == .national ? NID_pbe_WithSHA1And40BitRC2_CBC : NID_aes_256_cbc,
                    rounds,
                    -1,  // no MAC yet: the call would choose its digest
                    0,
                    legacy?.context.pointer,
                    nil
                )
            }
        }
        let file = try Handle<PKCS12Type>(owning: made, from: "PKCS12_create_ex")
        let digest: DigestAlgorithm = form == .national ? .sha1 : .sha256
        let status = withCString(of: password) { password in
            PKCS12_set_mac(file.pointer, password, -1, nil, 0, rounds, digest.implementation)
        }
        guard status == 1 else { throw .cryptoLibrary("PKCS12_set_mac") }
        let length = i2d_PKCS12(file.pointer, nil)
        guard length > 0 else { throw .cryptoLibrary("i2d_PKCS12") }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var cursor = buffer.baseAddress
            count = Int(i2d_PKCS12(file.pointer, &cursor))
        }
    }

    private static func x509(_ certificate: Certificate) throws(SigningError) -> Handle<X509Type> {
        let decoded = certificate.der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_X509(nil, &cursor, buffer.count)
        }
        return try Handle(owning: decoded, from: "d2i_X509")
    }

    /// These calls take the password up to its first zero byte, so one must follow.
    private static func withCString<Result>(
        of password: SecretBytes,
        _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        let terminated = SecretBytes(capacity: password.count + 1) { buffer in
            password.withUnsafeBytes { buffer.copyMemory(from: $0) }
            buffer[password.count] = 0
            return password.count + 1
        }
        return terminated.withUnsafeBytes { body($0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
    }
}
