/// A timestamp (TimeStampToken, RFC 3161 section 2.4.2): what it states, and whether its own mathematics hold. Facts only:
/// whether the authority is to be trusted is judged elsewhere.
public struct TimestampToken: Sendable {
    /// The token as received: a CMS ContentInfo.
    public let bytes: [UInt8]
    /// What the authority states.
    public let info: TSTInfo
    /// The authority's signature: the token's only one.
    public let signer: SignerFacts
    /// The certificates inside the token.
    public let certificates: [Certificate]
    /// The revocation information inside the token: each a whole element of SignedData's `crls`.
    package let revocationInfo: [[UInt8]]

    /// id-ct-TSTInfo (RFC 3161 section 2.4.2).
    package static let contentType: ObjectIdentifier = "1.2.840.113549.1.9.16.1.4"

    /// Reads a token; nothing may follow it.
    ///
    /// - Parameters:
    ///   - bytes: A ContentInfo with SignedData, in DER or BER; what is signed inside it must be DER.
    ///   - candidates: Further certificates among which the authority's may be found: a token need not hold it.
    ///   - limits: Bounds; a token may have ``Limits/timestampTokenBytes``.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``, ``SigningError/Code/unsupported`` or
    ///   ``SigningError/Code/limitExceeded`` if it is no token with one signer. A signature that does not hold is a fact.
    public init(
        _ bytes: [UInt8],
        candidates: [Certificate] = [],
        limits: Limits = Limits()
    ) throws(SigningError) {
        guard bytes.count <= limits.timestampTokenBytes else {
            throw .limit("a timestamp is longer than \(limits.timestampTokenBytes) bytes")
        }
        let content = MemorySink()
        var inner = limits
        // One signer and nobody over it: a token's countersignatures and timestamps are not looked at.
        inner.signers = 1
        let facts = try SignedDataReader(limits: inner, certificates: candidates, readsTimestamps: false)
            .read(MemoryBytes(bytes).source(), copyingContentTo: content)
        guard facts.contentType == TimestampToken.contentType else {
            throw .malformed("a timestamp whose content is of type \(facts.contentType)")
        }
        guard facts.isAttached else { throw .malformed("a timestamp without content") }
        guard facts.signers.count == 1, let signer = facts.signers.first else {
            throw .malformed("a timestamp with \(facts.signers.count) signers")
        }
        self.bytes = bytes
        self.signer = signer
        info = try TSTInfo(der: content.bytes)
        certificates = facts.certificates
        revocationInfo = facts.revocationLists
    }

    /// Whether the authority's signature is one by the certificate found, over this statement, and names that certificate
    /// (RFC 3161 section 2.4.1; RFC 5816). Whose certificate it is is not judged.
    public var holds: Bool {
        signer.contentMatches == true && signer.signatureIsValid == true && signer.signingCertificate == .matches
            && signer.findings.allSatisfy { TimestampToken.harmless.contains($0) }
    }

    /// Findings about the signature that do not make it doubtful.
    private static let harmless: Set<CMSFinding> = [.attributesNotDER, .certificateAmbiguous]
}
