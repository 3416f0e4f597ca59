internal import COpenSSLShim

/// Reads keys and certificates from PEM (RFC 7468, and RFC 1421 for keys encrypted the old way).
struct PEMKeyReader {
    private let opener: KeyFileOpener
    private let takesKeys: Bool
    private var contents = KeyFileContents()

    /// Whether bytes hold a PEM block.
    static func recognises(_ bytes: SecretBytes) -> Bool {
        let marker = Array("-----BEGIN ".utf8)
        return bytes.withUnsafeBytes { bytes in
            guard bytes.count >= marker.count else { return false }
            return (0...bytes.count - marker.count)
                .contains { start in
                    // Only at the start of a line; comparing the first byte first keeps this one pass.
                    bytes[start] == marker[0] && (start == 0 || bytes[start - 1] == 0x0a || bytes[start - 1] == 0x0d)
                        && bytes[start..<start + marker.count].elementsEqual(marker)
                }
        }
    }

    /// Reads all blocks; private keys only if `keys` says so, since a certificate file may hold one as well.
    static func read(
        _ bytes: SecretBytes,
        with opener: KeyFileOpener,
        keys: Bool = true
    ) throws(SigningError) -> KeyFileContents {
        var reader = PEMKeyReader(opener: opener, takesKeys: keys)
        try bytes.withUnsafeBytes { bytes throws(SigningError) in
            let source = try Handle<BIOType>(
                owning: BIO_new_mem_buf(bytes.baseAddress, CInt(clamping: bytes.count)),
                from: "BIO_new_mem_buf"
            )
            while try reader.readBlock(source.pointer) {}
        }
        return reader.contents
    }

    private init(opener: KeyFileOpener, takesKeys: Bool) {
        self.opener = opener
        self.takesKeys = takesKeys
    }

    /// Reads one block.
    ///
    /// - Returns: `false` if there is none left.
    private mutating func readBlock(_ source: OpaquePointer) throws(SigningError) -> Bool {
        OpenSSLErrorQueue.clear()
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var length = 0
        // With PEM_FLAG_SECURE, OpenSSL wipes its own buffers too; a secure heap is used only if there is one.
        let flags = UInt32(PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE)
        guard PEM_read_bio_ex(source, &name, &header, &data, &length, flags) == 1 else {
            let last = ERR_peek_last_error()
            let diagnostics = OpenSSLErrorQueue.drain()
            if ERR_GET_LIB(last) == ERR_LIB_PEM, ERR_GET_REASON(last) == PEM_R_NO_START_LINE { return false }
            throw SigningError(.malformedInput, "a PEM block cannot be read", diagnostics: diagnostics)
        }
        // PEM_do_header shortens the length; what it leaves behind is wiped with the rest.
        let allocated = length
        defer {
            CRYPTO_secure_free(name, nil, 0)
            CRYPTO_secure_free(header, nil, 0)
            CRYPTO_secure_clear_free(data, allocated, nil, 0)
        }
        guard let name, let header, let data else { throw .malformed("an empty PEM block") }
        let label = String(cString: name)
        guard contents.keys.count + contents.certificates.count < opener.limits.embeddedCertificates else {
            throw .limit("more than \(opener.limits.embeddedCertificates) keys and certificates")
        }
        guard takesKeys || !label.hasSuffix("PRIVATE KEY") else { return true }
        let isEncrypted = header.pointee != 0
        if isEncrypted { try decryptBlock(header, data, &length) }
        let block = UnsafeBufferPointer(start: data, count: length)
        switch label {
        case "CERTIFICATE", "X509 CERTIFICATE":
            contents.certificates.append(KeyFileContents.CertificateEntry(der: Array(block)))
        case "PRIVATE KEY":
            append(.pkcs8(SecretBytes(copying: block)), isUnproved: isEncrypted)
        case "ENCRYPTED PRIVATE KEY":
            contents.isEncrypted = true
            let whole = try SecretElement(whole: SecretBytes(copying: block), depth: opener.limits.nestingDepth)
            guard opener.password != nil else { throw opener.refusal }
            append(.pkcs8(try opener.decryptPrivateKey(whole, password: opener.password)), isUnproved: true)
        case "RSA PRIVATE KEY":
            append(.traditional(SecretBytes(copying: block), .rsa), isUnproved: isEncrypted)
        case "EC PRIVATE KEY":
            append(.traditional(SecretBytes(copying: block), .ec), isUnproved: isEncrypted)
        case _ where label.hasSuffix("PRIVATE KEY"): throw .unsupported("a PEM block \(label)")
        default: break  // EC PARAMETERS, CRLs and the like do not concern signing.
        }
        return true
    }

    private mutating func append(_ encoding: KeyFileContents.Key.Encoding, isUnproved: Bool) {
        contents.keys.append(KeyFileContents.Key(encoding: encoding, isUnproved: isUnproved))
    }

    /// Decrypts a block with the header `Proc-Type: 4,ENCRYPTED` in place.
    ///
    /// Its key is one MD5 of the password, so there is no cost to bound.
    private mutating func decryptBlock(
        _ header: UnsafeMutablePointer<CChar>,
        _ data: UnsafeMutablePointer<UInt8>,
        _ length: inout Int
    ) throws(SigningError) {
        var cipher = EVP_CIPHER_INFO()
        guard PEM_get_EVP_CIPHER_INFO(header, &cipher) == 1 else {
            throw SigningError(.unsupported, "the encryption of a PEM block", diagnostics: OpenSSLErrorQueue.drain())
        }
        guard let algorithm = cipher.cipher else { return }
        guard PEMKeyReader.ciphers.contains(EVP_CIPHER_get_nid(algorithm)) else {
            throw .unsupported("the encryption of a PEM block")
        }
        contents.isEncrypted = true
        guard let password = opener.password else { throw opener.refusal }
        // PEM_do_header asks for the password through a C function, which cannot hold a Swift reference.
        let status = password.withUnsafeBytes { password in
            var lent = password
            return withUnsafeMutablePointer(to: &lent) { lent in
                var shortened = length
                let status = PEM_do_header(&cipher, data, &shortened, givePassword, lent)
                length = shortened
                return status
            }
        }
        guard status == 1 else {
            OpenSSLErrorQueue.clear()
            throw opener.refusal
        }
    }

    /// What OpenSSL and its successors write; anything else of that time is weaker than the password.
    private static let ciphers: Set<CInt> = [NID_aes_128_cbc, NID_aes_192_cbc, NID_aes_256_cbc, NID_des_ede3_cbc]
}

/// Copies the password into OpenSSL's buffer; a password that does not fit opens nothing.
private func givePassword(
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: CInt,
    _ isWriting: CInt,
    _ lent: UnsafeMutableRawPointer?
) -> CInt {
    guard let buffer, let lent else { return -1 }
    let password = lent.assumingMemoryBound(to: UnsafeRawBufferPointer.self).pointee
    guard password.count <= size else { return -1 }
    UnsafeMutableRawBufferPointer(start: buffer, count: Int(size)).copyMemory(from: password)
    return CInt(password.count)
}
