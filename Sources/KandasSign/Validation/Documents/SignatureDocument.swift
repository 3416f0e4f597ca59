public import KandasText

/// A signature as it stands in a JSON report.
public struct SignatureDocument: Encodable, Sendable {
    /// The number of the signature among those of the file, from 1.
    public let number: Int
    /// The main indication.
    public let indication: Indication
    /// The sub-indication that decided.
    public let subIndication: SubIndication?
    /// The level.
    public let level: SignatureLevel
    /// The signature algorithm.
    public let algorithm: String
    /// The time that the signer claims, RFC 3339.
    public let claimedSigningTime: String?
    /// The time at which timestamps prove that the signature existed, RFC 3339.
    public let provenTime: String?
    /// The signer's certificate.
    public let signer: CertificateDocument?
    /// The subjects of the validated path, the signer first.
    public let path: [String]
    /// The evidence about revocation that was used for the path.
    public let evidence: [EvidenceDocument]?
    /// The timestamps in and over the signature.
    public let timestamps: [TimestampDocument]?
    /// Every finding.
    public let reasons: [ReasonDocument]
    /// Signatures over this signature.
    public let countersignatures: [SignatureDocument]?
    /// What exactly an XML signature covers.
    public let signedParts: [String]?
    /// What a signature in a PDF covers.
    public let pdf: PDFSignatureReport?

    /// Describes a signature.
    public init(_ report: SignatureReport, catalogue: Catalogue, language: Language) {
        number = report.number
        indication = report.indication
        subIndication = report.subIndication
        level = report.level
        algorithm = report.algorithm
        claimedSigningTime = report.claimedSigningTime?.description
        provenTime = report.provenTime?.description
        signer = report.certificate.map(CertificateDocument.init)
        path = report.path.map(\.subject.description)
        evidence = report.evidence.isEmpty ? nil : report.evidence.map { EvidenceDocument($0) }
        timestamps = report.timestamps.isEmpty ? nil : report.timestamps.map { TimestampDocument($0) }
        reasons = report.reasons.map { ReasonDocument($0, catalogue: catalogue, language: language) }
        countersignatures =
            report.countersignatures.isEmpty
            ? nil
            : report.countersignatures.map { SignatureDocument($0, catalogue: catalogue, language: language) }
        signedParts = report.signedParts.isEmpty ? nil : report.signedParts
        pdf = report.pdf
    }
}
