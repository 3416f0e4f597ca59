/// What is known about the revocation of a certificate, as it stands in a JSON report.
public struct RevocationDocument: Encodable, Sendable {
    /// What is known.
    public let status: Status
    /// Since when it is revoked, RFC 3339.
    public let revokedAt: String?
    /// Why, by the name in RFC 5280 section 5.3.1.
    public let reason: String?
    /// What says so.
    public let evidence: EvidenceUsed?

    /// What is known about revocation.
    public enum Status: String, Encodable, Sendable {
        /// Not revoked.
        case good
        /// Revoked.
        case revoked
        /// Its issuer says that it never issued it.
        case neverIssued
        /// Nothing tells.
        case unknown
    }

    /// The list or response that decided.
    public struct EvidenceUsed: Encodable, Sendable {
        /// `crl` or `ocsp`.
        public let kind: String
        /// When it was known to be right, RFC 3339.
        public let thisUpdate: String
        /// When newer was due, RFC 3339.
        public let nextUpdate: String?
        /// When an OCSP response was signed, RFC 3339.
        public let producedAt: String?
        /// The number of a list, hexadecimal.
        public let number: String?
        /// Whether a delta list brought the list up to date.
        public let isUpdatedByDelta: Bool?
        /// The subject of the certificate whose key signed it.
        public let signer: String
        /// The SHA-256 of the list or response, hexadecimal.
        public let sha256: String?
    }

    /// Describes what is known.
    public init(_ status: RevocationStatus) {
        switch status {
        case .good(let evidence):
            self.status = .good
            (revokedAt, reason) = (nil, nil)
            self.evidence = EvidenceUsed(evidence)
        case .revoked(let revocation):
            self.status = .revoked
            revokedAt = revocation.date.description
            reason = revocation.reason.map { "\($0)" }
            evidence = EvidenceUsed(revocation.evidence)
        case .neverIssued(let evidence):
            self.status = .neverIssued
            (revokedAt, reason) = (nil, nil)
            self.evidence = EvidenceUsed(evidence)
        case .unknown:
            self.status = .unknown
            (revokedAt, reason, evidence) = (nil, nil, nil)
        }
    }
}

extension RevocationDocument.EvidenceUsed {
    fileprivate init(_ evidence: RevocationEvidence) {
        thisUpdate = evidence.thisUpdate.description
        nextUpdate = evidence.nextUpdate?.description
        signer = evidence.signer.subject.description
        let der: [UInt8]
        switch evidence.source {
        case .list(let list, let delta):
            kind = "crl"
            producedAt = nil
            number = (delta ?? list).number.map(Hexadecimal.text)
            isUpdatedByDelta = delta != nil
            der = (delta ?? list).der
        case .response(let response):
            kind = "ocsp"
            producedAt = response.basic?.producedAt.description
            (number, isUpdatedByDelta) = (nil, nil)
            der = response.der
        }
        sha256 = (try? DigestAlgorithm.sha256.digest(of: der)).map(Hexadecimal.text)
    }
}
