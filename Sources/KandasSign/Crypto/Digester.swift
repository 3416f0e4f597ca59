internal import COpenSSLShim

/// Computes one digest over bytes that come in pieces.
public final class Digester {
    /// The algorithm.
    public let algorithm: DigestAlgorithm
    private let context: Handle<DigestContextType>

    /// Starts a digest.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if OpenSSL cannot compute it.
    public init(_ algorithm: DigestAlgorithm) throws(SigningError) {
        self.algorithm = algorithm
        context = try Handle(owning: EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
        guard let implementation = algorithm.implementation,
            EVP_DigestInit_ex2(context.pointer, implementation, nil) == 1
        else { throw .cryptoLibrary("EVP_DigestInit_ex2") }
    }

    /// Adds bytes.
    public func update(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        let status = bytes.withUnsafeBytes { EVP_DigestUpdate(context.pointer, $0.baseAddress, $0.count) }
        guard status == 1 else { throw .cryptoLibrary("EVP_DigestUpdate") }
    }

    /// Ends the digest. Call it once.
    public func finish() throws(SigningError) -> [UInt8] {
        var length: UInt32 = 0
        var status: CInt = 0
        let digest = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            status = EVP_DigestFinal_ex(context.pointer, buffer.baseAddress, &length)
            count = status == 1 ? Int(length) : 0
        }
        guard status == 1 else { throw .cryptoLibrary("EVP_DigestFinal_ex") }
        return digest
    }
}
