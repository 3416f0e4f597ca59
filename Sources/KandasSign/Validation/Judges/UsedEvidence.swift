/// A piece of evidence that decided whether one certificate was revoked.
public struct UsedEvidence: Sendable {
    /// The certificate that it speaks of.
    public let certificate: Certificate
    /// The list or response, with its dates and signer.
    public let evidence: RevocationEvidence
}

extension UsedEvidence {
    /// What must be kept with the signature to use it again.
    var items: Set<EvidenceItem> {
        switch evidence.source {
        case .list(let list, let delta): Set([list, delta].compactMap { $0 }.map { EvidenceItem($0) })
        case .response(let response): [EvidenceItem(response)]
        }
    }

    /// The same as evidence to be embedded.
    var embeddable: Evidence {
        switch evidence.source {
        case .list(let list, let delta): Evidence(revocationLists: [list, delta].compactMap { $0 })
        case .response(let response): Evidence(ocspResponses: [response])
        }
    }
}

extension RevocationStatus {
    /// What was used to come to it.
    var evidence: RevocationEvidence? {
        switch self {
        case .good(let evidence), .neverIssued(let evidence): evidence
        case .revoked(let revocation): revocation.evidence
        case .unknown: nil
        }
    }
}
