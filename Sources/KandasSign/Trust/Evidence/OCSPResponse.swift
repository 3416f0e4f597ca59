/// An answer of an OCSP responder (RFC 6960 section 4.2).
public struct OCSPResponse: Sendable, Hashable {
    /// The DER encoding.
    public let der: [UInt8]
}
