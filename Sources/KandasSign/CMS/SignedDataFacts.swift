/// What a CMS SignedData message (RFC 5652 section 5) holds, and whether the mathematics of each signer hold.
public struct SignedDataFacts: Sendable {
    /// The type of the content; id-data for plain bytes.
    public let contentType: ObjectIdentifier
    /// Whether the content is inside the message.
    public let isAttached: Bool
    /// The length of the content that was digested, in bytes; `nil` if there was none.
    public let contentLength: Int?
    /// The digests of the content.
    public let contentDigests: [DigestAlgorithm: [UInt8]]
    /// Whether content was both inside the message and handed in, and the two differ.
    public let contentsDiffer: Bool
    /// The certificates inside the message, in its order.
    public let certificates: [Certificate]
    /// How many certificates inside the message could not be read.
    public let unreadableCertificates: Int
    /// The revocation lists inside the message, each a whole element, not decoded.
    public let revocationLists: [[UInt8]]
    /// The signers, in the message's order.
    public let signers: [SignerFacts]

    /// The message's parts as received, for whoever adds to it.
    package let parts: SignedDataParts
}
