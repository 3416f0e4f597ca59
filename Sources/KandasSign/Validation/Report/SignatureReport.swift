/// What became of one signature.
public struct SignatureReport: Sendable {
    /// The number of the signature among those of the file, from 1.
    public let number: Int
    /// The main indication.
    public let indication: Indication
    /// The sub-indication that decided, if any did.
    public let subIndication: SubIndication?
    /// Every finding.
    public let reasons: [Reason]
    /// Whether the mathematics hold: the content is the one that was signed, and the signature value is the certificate's.
    /// It says nothing about who the signer is.
    public let mathematicsHold: Bool
    /// The signer's certificate, if it was found.
    public let certificate: Certificate?
    /// The validated path, leaf first, anchor last; empty if there is none.
    public let path: [Certificate]
    /// The level that the signature has: as far as what it stands for was found to hold.
    public let level: SignatureLevel
    /// The signature algorithm, or its identifier if it is not known.
    public let algorithm: String
    /// The time that the signer claims; it proves nothing.
    public let claimedSigningTime: Timestamp?
    /// The time at which timestamps prove that the signature existed; `nil` if none does. It was judged at this time.
    public let provenTime: Timestamp?
    /// The timestamps in and over the signature.
    public let timestamps: [TimestampReport]
    /// The evidence about revocation that was used for the signer's path.
    public let evidence: [UsedEvidence]
    /// Signatures over this signature.
    public let countersignatures: [SignatureReport]
    /// What exactly an XML signature covers: paths of elements, and URIs of what lies outside; empty for other signatures,
    /// whose content is one.
    public internal(set) var signedParts: [String] = []
    /// What a signature in a PDF covers; `nil` for other signatures.
    public internal(set) var pdf: PDFSignatureReport?

    /// Whether the signature and all signatures over it passed.
    public var isPassed: Bool { indication == .totalPassed && countersignatures.allSatisfy(\.isPassed) }

    /// Whether the signature or one over it failed.
    var isFailed: Bool { indication == .totalFailed || countersignatures.contains(where: \.isFailed) }

    /// How many signers the report is about, countersigners included.
    var signerCount: Int { countersignatures.reduce(1) { $0 + $1.signerCount } }
}
