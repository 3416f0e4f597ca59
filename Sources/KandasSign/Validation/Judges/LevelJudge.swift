/// Judges signatures and finds the level that each of them truly has, whatever its format.
struct LevelJudge: Sendable {
    private let judge: SignatureJudge
    /// Judges by the anchors alone, with nobody to ask: what passes here carries all of its evidence.
    private let alone: SignatureJudge

    /// The evidence for the signatures of one message.
    final class Message {
        let all: JudgedMessage
        /// What is inside the message alone; `nil` if that says nothing about revocation, so that no level needs it.
        let embedded: JudgedMessage?

        init(all: JudgedMessage, embedded: JudgedMessage?) {
            self.all = all
            self.embedded = embedded
        }
    }

    init(
        trust: TrustStore,
        policy: ValidationPolicy,
        source: (any EvidenceSource)? = nil
    ) throws(SigningError) {
        judge = try SignatureJudge(trust: trust, policy: policy, source: source)
        var strict = policy
        strict.allowsUncheckedRevocation = false
        alone = try SignatureJudge(trust: TrustStore(scopedAnchors: trust.scopedAnchors), policy: strict)
    }

    /// Prepares for the signatures of one message.
    func message(embedded: Evidence, at time: Timestamp) -> Message {
        Message(
            all: judge.message(embedded: embedded, at: time),
            embedded: embedded.saysNothingOfRevocation ? nil : alone.message(embedded: embedded, at: time)
        )
    }

    /// Judges one signature.
    func judge(
        _ subject: SignatureJudge.Subject,
        mathematicsHold: Bool,
        in message: Message
    ) throws(SigningError) -> (judgement: SignatureJudge.Judgement, level: SignatureLevel) {
        let judgement = try judge.judge(subject, in: message.all)
        guard subject.protectsCertificate else { return (judgement, .basic) }
        guard mathematicsHold, judgement.hasTime else {
            return (judgement, subject.claimedTime == nil ? .basic : .b)
        }
        guard let embedded = message.embedded, !judgement.path.isEmpty else { return (judgement, .t) }
        // What proves an archive timestamp is not inside, but with whoever judges: there is always a newest one.
        let own = try alone.judge(subject, in: embedded, archives: judgement.timestamps)
        guard own.holds, own.timestamps.contains(where: { $0.holds && $0.kind == .signature }) else {
            return (judgement, .t)
        }
        return (judgement, LevelJudge.isArchived(own, subject) ? .lta : .lt)
    }

    /// Whether archive timestamps that hold cover everything that the judgement rests on.
    private static func isArchived(_ judgement: SignatureJudge.Judgement, _ subject: SignatureJudge.Subject) -> Bool {
        var covered: Set<EvidenceItem> = []
        var hasArchive = false
        for (facts, report) in zip(subject.timestamps, judgement.timestamps) where facts.kind == .archive {
            guard report.holds else { continue }
            hasArchive = true
            covered.formUnion(facts.coverage.items)
        }
        guard hasArchive else { return false }
        var needed = Set(judgement.path.dropLast().map { EvidenceItem($0) })
        for used in judgement.evidence { needed.formUnion(used.items) }
        for (facts, report) in zip(subject.timestamps, judgement.timestamps) where facts.kind != .archive {
            guard report.holds, let token = try? facts.token.get() else { continue }
            if facts.kind == .signature { needed.insert(EvidenceItem(token)) }
            needed.formUnion(report.path.dropLast().map { EvidenceItem($0) })
            for used in report.evidence { needed.formUnion(used.items) }
        }
        return needed.isSubset(of: covered)
    }
}
