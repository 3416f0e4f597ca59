/// What a timestamp is over: a digest and its algorithm (RFC 3161 section 2.4.1).
public struct MessageImprint: Hashable, Sendable {
    /// The algorithm as named.
    public let algorithm: AlgorithmIdentifier
    /// The digest.
    public let digest: [UInt8]

    /// The algorithm, or `nil` if this library does not compute it.
    public var digestAlgorithm: DigestAlgorithm? { DigestAlgorithm(algorithm) }

    /// Creates an imprint from a digest.
    ///
    /// - Parameters:
    ///   - digest: The digest.
    ///   - algorithm: The algorithm that it was computed with.
    public init(digest: [UInt8], algorithm: DigestAlgorithm) {
        self.digest = digest
        self.algorithm = algorithm.algorithmIdentifier
    }

    /// Creates the imprint of bytes.
    ///
    /// - Parameters:
    ///   - bytes: What the timestamp is to be over.
    ///   - algorithm: The algorithm to compute its digest with.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    public init(of bytes: [UInt8], algorithm: DigestAlgorithm) throws(SigningError) {
        self.init(digest: try algorithm.digest(of: bytes), algorithm: algorithm)
    }

    /// Reads MessageImprint.
    init(reading reader: inout DERReader) throws(SigningError) {
        var fields = try reader.enter(DER.Tag.sequence, "a message imprint")
        algorithm = try AlgorithmIdentifier(reading: &fields, "a message imprint's algorithm")
        digest = Array(try fields.next(DER.Tag.octetString, "a message imprint's digest").content)
        try fields.end("a message imprint")
        guard (digestAlgorithm?.byteCount ?? digest.count) == digest.count else {
            throw .malformed("a message imprint of a length that its algorithm does not give")
        }
    }

    /// Whether both are the same digest by the same algorithm. That one has NULL parameters and the other none makes no
    /// difference.
    public func names(_ other: MessageImprint) -> Bool {
        digest == other.digest && digestAlgorithm != nil && digestAlgorithm == other.digestAlgorithm
    }

    /// The DER form.
    var der: [UInt8] { DER.sequence(algorithm.der, DER.octetString(digest)) }
}
