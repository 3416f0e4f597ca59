internal import COpenSSLShim

/// A decoded `PrivateKeyInfo` (RFC 5208 section 5), before its key is made.
///
/// OpenSSL wipes it when it is released.
struct PrivateKeyInfo: ~Copyable {
    let pointer: OpaquePointer

    init(der: SecretBytes) throws(SigningError) {
        _ = OpenSSLLibrary.shared
        OpenSSLErrorQueue.clear()
        var consumed = 0
        let decoded: OpaquePointer? = der.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
            var cursor: UnsafePointer<UInt8>? = start
            let info = d2i_PKCS8_PRIV_KEY_INFO(nil, &cursor, bytes.count)
            consumed = cursor.map { $0 - start } ?? 0
            return info
        }
        guard let decoded else {
            throw SigningError(.malformedInput, "not a PKCS#8 private key", diagnostics: OpenSSLErrorQueue.drain())
        }
        guard consumed == der.count else {
            PKCS8_PRIV_KEY_INFO_free(decoded)
            throw .malformed("bytes after the private key")
        }
        pointer = decoded
    }

    deinit { PKCS8_PRIV_KEY_INFO_free(pointer) }

    /// The algorithm of the key.
    func algorithm() throws(SigningError) -> ObjectIdentifier {
        var object: OpaquePointer?
        guard PKCS8_pkey_get0(&object, nil, nil, nil, pointer) == 1, let object, let content = OBJ_get0_data(object)
        else {
            throw .malformed("a private key without an algorithm")
        }
        return try ObjectIdentifier(content: Array(UnsafeBufferPointer(start: content, count: OBJ_length(object)))[...])
    }
}
