/// A file of certificates beside a key file: PEM blocks, or one DER certificate.
enum CertificateFile {
    /// Reads all certificates; nothing for no bytes.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if there are bytes but no certificate.
    static func read(_ bytes: [UInt8], limits: Limits) throws(SigningError) -> [Certificate] {
        guard !bytes.isEmpty else { return [] }
        if bytes.first == DER.Tag.sequence { return [try Certificate(der: bytes, limits: limits)] }
        let secret = SecretBytes(copying: bytes)
        guard PEMKeyReader.recognises(secret) else { throw .malformed("not a certificate file") }
        let contents = try PEMKeyReader.read(secret, with: KeyFileOpener(password: nil, limits: limits), keys: false)
        guard !contents.certificates.isEmpty else { throw .malformed("a certificate file without a certificate") }
        var certificates: [Certificate] = []
        for entry in contents.certificates { certificates.append(try Certificate(der: entry.der, limits: limits)) }
        return certificates
    }
}
