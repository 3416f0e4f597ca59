/// What was given out to be signed.
public struct BytesToSign: Codable, Hashable, Sendable {
    /// The number of bytes.
    public let size: Int
    /// Their SHA-256, as hexadecimal digits.
    public let sha256: String
    /// The algorithm whose digest of the bytes is signed, for services that take a digest; absent where a whole message
    /// is expected, and for Ed25519.
    public let digestAlgorithm: String?
    /// The digest by ``digestAlgorithm``, as hexadecimal digits.
    public let digest: String?
}
