/// The evidence for one message: for its signers and for its timestamping authorities, whose anchors may be others.
final class JudgedMessage {
    /// When the judge looks.
    let time: Timestamp
    let signers: ChainEvidence
    let authorities: ChainEvidence

    init(signers: ChainEvidence, authorities: ChainEvidence) {
        time = signers.time
        self.signers = signers
        self.authorities = authorities
    }

    /// The services that gave nothing usable.
    var failures: [EvidenceAnswer.Failure] { signers.failures + authorities.failures }
}
