public import KandasText

/// The report on a certificate as JSON; `docs/formats.md` lists its members.
public struct CertificateReportDocument: Encodable, Sendable {
    /// The file that was judged.
    public let file: String
    /// `passed`, `failed` or `indeterminate`.
    public let verdict: String
    /// The main indication.
    public let indication: Indication
    /// The sub-indication that decided.
    public let subIndication: SubIndication?
    /// The time that was judged at, RFC 3339.
    public let judgedAt: String
    /// The policy and its version.
    public let policy: String
    /// The certificate.
    public let certificate: CertificateDocument
    /// The path, the certificate first, the anchor last.
    public let path: [Step]
    /// Every finding.
    public let reasons: [ReasonDocument]

    /// One certificate of the path.
    public struct Step: Encodable, Sendable {
        /// The subject, for people.
        public let subject: String
        /// The issuer, for people.
        public let issuer: String
        /// The serial number, hexadecimal.
        public let serialNumber: String
        /// The identifier of the key, hexadecimal.
        public let keyIdentifier: String?
        /// The start of the validity, RFC 3339.
        public let notBefore: String
        /// The end of the validity, RFC 3339.
        public let notAfter: String
        /// The SHA-256 of the DER encoding, hexadecimal.
        public let sha256: String?
        /// Whether the path ends here, at what is trusted by itself.
        public let isAnchor: Bool
        /// What is known about revocation; not of an anchor.
        public let revocation: RevocationDocument?
    }

    /// Describes a report.
    public init(_ report: CertificateReport, file: String, catalogue: Catalogue, language: Language) {
        self.file = file
        verdict =
            switch report.indication {
            case .totalPassed: "passed"
            case .totalFailed: "failed"
            case .indeterminate, .noSignatureFound: "indeterminate"
            }
        indication = report.indication
        subIndication = report.subIndication
        judgedAt = report.judgedAt.description
        policy = report.policy
        certificate = CertificateDocument(report.certificate)
        path = report.path.enumerated()
            .map { depth, step in
                let document = CertificateDocument(step.certificate)
                return Step(
                    subject: document.subject,
                    issuer: document.issuer,
                    serialNumber: document.serialNumber,
                    keyIdentifier: step.certificate.subjectKeyIdentifier.map(Hexadecimal.text),
                    notBefore: document.notBefore,
                    notAfter: document.notAfter,
                    sha256: document.sha256,
                    isAnchor: depth == report.path.count - 1,
                    revocation: step.revocation.map(RevocationDocument.init)
                )
            }
        reasons = report.reasons.map { ReasonDocument($0, catalogue: catalogue, language: language) }
    }
}
