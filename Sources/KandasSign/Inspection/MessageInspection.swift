/// What a CMS message holds, in a JSON inspection.
public struct MessageInspection: Encodable, Sendable {
    /// The version of SignedData.
    public let version: Int
    /// The type of the content.
    public let contentType: NamedIdentifier
    /// Whether the content is inside the message.
    public let isAttached: Bool
    /// The length of the content, in bytes; `nil` if it was not there.
    public let contentByteCount: Int?
    /// The digests of the content, hexadecimal, by algorithm.
    public let contentDigests: [String: String]
    /// Whether the content inside the message and the one given differ.
    public let contentsDiffer: Bool
    /// The digest algorithms that the message announces.
    public let digestAlgorithms: [NamedIdentifier]
    /// The certificates inside the message.
    public let certificates: [CertificateInspection]
    /// How many certificates inside the message cannot be read.
    public let unreadableCertificates: Int
    /// The revocation lists inside the message.
    public let revocationLists: [RevocationListInspection]
    /// How many other answers about revocation are inside the message.
    public let otherRevocationInformation: Int
    /// The signers.
    public let signers: [SignerInspection]

    /// Describes a message.
    public init(_ facts: SignedDataFacts) {
        version = facts.parts.version
        contentType = NamedIdentifier(facts.contentType)
        isAttached = facts.isAttached
        contentByteCount = facts.contentLength
        contentDigests = Dictionary(
            uniqueKeysWithValues: facts.contentDigests.map { ($0.key.rawValue, Hexadecimal.text($0.value)) }
        )
        contentsDiffer = facts.contentsDiffer
        digestAlgorithms = facts.parts.digestAlgorithms.compactMap { bytes in
            var reader = DERReader(bytes[...], rules: .ber)
            return (try? AlgorithmIdentifier(reading: &reader, "an algorithm")).map { NamedIdentifier($0.identifier) }
        }
        certificates = facts.certificates.map(CertificateInspection.init)
        unreadableCertificates = facts.unreadableCertificates
        revocationLists = facts.revocationLists.compactMap { try? CertificateRevocationList(der: $0) }
            .map(RevocationListInspection.init)
        otherRevocationInformation = facts.revocationLists.count - revocationLists.count
        signers = facts.signers.enumerated().map { SignerInspection($1, number: $0 + 1) }
    }
}
