/// A question to a time-stamping authority (TimeStampReq, RFC 3161 section 2.4.1).
public struct TimestampRequest: Hashable, Sendable {
    /// What the token is to be over.
    public var imprint: MessageImprint
    /// The policy that the token is to be made under, or `nil` to leave it to the authority.
    public var policy: ObjectIdentifier?
    /// A number that nobody can guess, so that an old answer cannot be played again; big-endian, unsigned.
    public var nonce: [UInt8]?
    /// Whether the authority's certificate is to be in the token.
    public var asksForCertificate: Bool

    /// The media type that a request is sent with (RFC 3161 section 3.4).
    public static let mediaType = "application/timestamp-query"

    /// Creates a request.
    public init(
        _ imprint: MessageImprint,
        policy: ObjectIdentifier? = nil,
        nonce: [UInt8]? = nil,
        asksForCertificate: Bool = true
    ) {
        self.imprint = imprint
        self.policy = policy
        self.nonce = nonce
        self.asksForCertificate = asksForCertificate
    }

    /// The DER encoding.
    public var der: [UInt8] {
        DER.sequence(
            DER.integer(1),
            imprint.der,
            policy.map(DER.objectIdentifier) ?? [],
            nonce.map { DER.integer(unsigned: $0) } ?? [],
            asksForCertificate ? DER.boolean(true) : []
        )
    }
}
