import KandasSign

/// Answers the four questions of a third party about a decision.
///
/// A pure function over ``DecisionFacts``: no file, clock or network. No answer is yes by default: each needs its proof,
/// and without one it is unknown.
public struct DecisionVerifier {
    private let facts: DecisionFacts
    private let context: RuleContext
    private let day: CalendarDate
    private var decision: Decision { facts.document.decision }

    /// Judges facts.
    ///
    /// - Parameters:
    ///   - facts: What is known.
    ///   - profile: Which identification numbers are let pass.
    /// - Returns: The report.
    public static func verify(
        _ facts: DecisionFacts,
        profile: RuleContext.Profile = .production
    ) -> DecisionReport {
        DecisionVerifier(facts: facts, profile: profile).report()
    }

    private init(facts: DecisionFacts, profile: RuleContext.Profile) {
        self.facts = facts
        day = CalendarDate(inKazakhstanAt: facts.judgedAt)
        context = RuleContext(judgedOn: day, mode: .intake, profile: profile)
    }

    private func report() -> DecisionReport {
        let signature = signatureAnswer()
        let signer = signerAnswer(after: signature)
        let isGenuine = signature.value == .yes && signer.value == .yes
        let applied = isGenuine && decision.kind == .certificate ? prolongations() : Prolongations()
        let status = StatusJudgement(
            decision: decision,
            list: facts.statusList,
            prolongedUntil: applied.until,
            isGenuine: isGenuine,
            day: day
        )
        // What breaks a rule and was signed all the same is for the reader to weigh.
        let broken = DecisionRule.check(decision, in: context)
            .map { finding -> Reason in
                var finding = finding
                if finding.severity == .failure { finding.severity = .warning }
                return finding
            }
        return DecisionReport(
            answers: [signature, signer, apart(status.notReplaced), apart(status.inForce)],
            decision: decision,
            validUntil: decision.kind == .refusal ? nil : status.validUntil,
            remarks: applied.remarks + status.remarks + broken,
            judgedAt: facts.judgedAt
        )
    }

    /// An answer about the status. The place of an extension in the list is not that of the certificate, which may have been
    /// annulled: by itself an extension proves no status.
    private func apart(_ answer: DecisionAnswer) -> DecisionAnswer {
        guard decision.kind == .prolongation, answer.value == .yes else { return answer }
        return DecisionAnswer(
            question: answer.question,
            value: .unknown,
            reasons: answer.reasons + [unknown(.certificateApart, [:])]
        )
    }

    // MARK: - Is the signature valid?

    private func signatureAnswer() -> DecisionAnswer {
        var reasons = facts.document.findings.map { finding in
            failure(.unfit, ["line": "\(finding.line)", "element": finding.element])
        }
        if decision.isDraft == true { reasons.append(failure(.draft, rule: "KND-SG-03")) }
        guard let report = facts.signature, !report.signatures.isEmpty else {
            reasons.append(facts.document.hasSignature ? unknown(.signatureNotProven, [:]) : failure(.notSigned))
            return answer(.signatureValid, reasons)
        }
        let decisive = report.allReasons.filter { $0.severity == .failure || $0.severity == .indeterminate }
        reasons += decisive
        switch report.verdict {
        case .passed: break
        case .failed: reasons.append(failure(.signatureInvalid))
        case .indeterminate: reasons.append(unknown(.signatureNotProven, [:]))
        }
        // What a broken signature covers, and when it was made, is of no interest.
        guard report.verdict != .failed else { return answer(.signatureValid, reasons) }
        if !facts.coversWholeDocument { reasons.append(rule("KND-SG-05")) }
        // A draft has none on purpose, and adding one would not make it an act.
        if facts.trustedTime == nil, decision.isDraft != true {
            // One that is there may only lack the evidence to prove it by.
            let isUnproven = report.verdict == .indeterminate && report.signatures.contains { !$0.timestamps.isEmpty }
            reasons.append(isUnproven ? unknown(.signatureNotProven, [:]) : rule("KND-SG-03"))
        }
        return answer(.signatureValid, reasons)
    }

    // MARK: - Was the signer entitled?

    private func signerAnswer(after signature: DecisionAnswer) -> DecisionAnswer {
        guard signature.value == .yes else { return answer(.signerEntitled, [unknown(.needsSignature, [:])]) }
        let certificates = facts.signature?.signatures.filter(\.isPassed).compactMap(\.certificate) ?? []
        // One signer who may is enough; else what speaks against the first is told.
        let judgements = certificates.map(reasonsAgainst)
        guard let best = judgements.min(by: { $0.count < $1.count }) else {
            return answer(.signerEntitled, [unknown(.needsSignature, [:])])
        }
        return answer(.signerEntitled, best)
    }

    private func reasonsAgainst(_ certificate: Certificate) -> [Reason] {
        let date = decision.decisionDate ?? day
        return SigningEntitlement.reasons(
            against: certificate,
            for: decision.body?.bin,
            // Whoever is not on the list on the day the decision names, or on the day it was signed, may not sign.
            on: [date] + (facts.trustedTime.map { [CalendarDate(inKazakhstanAt: $0)] } ?? []),
            authorities: facts.authorities,
            at: facts.judgedAt
        )
    }

    // MARK: - Extensions

    private struct Prolongations {
        var until: CalendarDate?
        var remarks: [Reason] = []
    }

    /// The extensions that are genuine and of this certificate, applied.
    private func prolongations() -> Prolongations {
        var result = Prolongations()
        for found in facts.prolongations {
            let other = found.document.decision
            let part = other.prolongation
            let report = DecisionVerifier.verify(found, profile: context.profile)
            let isOurs =
                other.kind == .prolongation && part?.certificateNumber == decision.documentNumber
                && part?.previousValidUntil == decision.validUntil && other.holder?.iin == decision.holder?.iin
                && other.holder?.iin != nil
            let breaksRules = DecisionRule.check(other, in: context).contains { $0.severity == .failure }
            guard isOurs, report.isGenuine, report.answer(.notReplacedOrAnnulled) != .no, !breaksRules,
                let until = part?.validUntil
            else {
                let parameters = ["number": other.documentNumber ?? "–"]
                result.remarks.append(
                    Reason(VerificationCode.prolongationLeftAside.rawValue, .warning, parameters: parameters)
                )
                continue
            }
            result.until = max(until, result.until ?? until)
        }
        return result
    }

    // MARK: - Reasons

    private func answer(_ question: DecisionAnswer.Question, _ reasons: [Reason]) -> DecisionAnswer {
        let severities = Set(reasons.map(\.severity))
        let value: DecisionAnswer.Value =
            severities.contains(.failure) ? .no : severities.contains(.indeterminate) ? .unknown : .yes
        return DecisionAnswer(question: question, value: value, reasons: reasons)
    }

    private func failure(
        _ code: VerificationCode,
        _ parameters: [String: String] = [:],
        rule: String? = nil
    ) -> Reason {
        Reason(code.rawValue, .failure, rule: rule, actor: .authority, parameters: parameters)
    }

    private func unknown(_ code: VerificationCode, _ parameters: [String: String]) -> Reason {
        Reason(code.rawValue, .indeterminate, actor: .operator, parameters: parameters)
    }

    private func rule(_ code: String) -> Reason { Reason(code, .failure, rule: code, actor: .authority) }
}
