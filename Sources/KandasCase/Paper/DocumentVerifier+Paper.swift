import KandasSign

extension DocumentVerifier {
    /// Judges a PDF that carries a decision: the decision in it, the signature of the PDF, and whether what is printed is
    /// what was signed.
    ///
    /// - Returns: The four answers about the decision, the first of them no if the paper is not what it was, or shows
    ///   something else, and unknown if that cannot be told; `nil` if no decision is embedded, so that it is a PDF like any other.
    func verify(paper recognised: RecognisedFile, at time: Timestamp) throws(SigningError) -> DecisionFileVerifier
        .Outcome?
    {
        let bytes = try recognised.randomAccess()
        guard bytes.count <= limits.pictureFileBytes else { return nil }
        let form = PrintedForm(try bytes.bytes(in: 0..<bytes.count), limits: limits)
        guard let document = form.document, DecisionDocument.isDecision(MemoryBytes(document), limits: limits) else {
            return nil
        }
        let outcome = try decisions.verify(MemoryBytes(document), at: time)
        let signature = try? files.verify(recognised, at: time).report
        let seal = DocumentVerifier.reasons(about: signature, body: outcome.report.decision.body?.bin)
        return DecisionFileVerifier.Outcome(
            report: outcome.report.adding(seal + form.findings),
            signature: outcome.signature
        )
    }

    /// What speaks against the signature of a PDF.
    private static func reasons(about report: ValidationReport?, body: String?) -> [Reason] {
        func reason(_ code: PaperCode, _ severity: Reason.Severity) -> Reason {
            Reason(code.rawValue, severity, actor: .authority)
        }
        guard let report, !report.signatures.isEmpty else { return [reason(.notSigned, .indeterminate)] }
        let decisive = report.allReasons.filter { $0.severity == .failure || $0.severity == .indeterminate }
        switch report.verdict {
        case .failed: return decisive + [reason(.signatureInvalid, .failure)]
        case .indeterminate: return decisive + [reason(.signatureNotProven, .indeterminate)]
        case .passed:
            // A further signature may draw over the page, and whoever makes it is no witness of what the body printed.
            let isOfBody = report.signatures.allSatisfy { body != nil && $0.certificate?.holder.bin == body }
            return isOfBody ? [] : [reason(.signedByAnother, .indeterminate)]
        }
    }
}

extension DecisionReport {
    /// The report with more reasons for the first answer: warnings and notes become remarks.
    func adding(_ reasons: [Reason]) -> DecisionReport {
        let decisive = reasons.filter { $0.severity == .failure || $0.severity == .indeterminate }
        let answers = answers.map { answer in
            answer.question == .signatureValid && !decisive.isEmpty
                ? DecisionAnswer(answer.question, answer.reasons + decisive) : answer
        }
        return DecisionReport(
            answers: answers,
            decision: decision,
            validUntil: validUntil,
            remarks: remarks + reasons.filter { $0.severity == .warning || $0.severity == .note },
            judgedAt: judgedAt
        )
    }

    /// A report about nothing that could be read.
    init(nothingBut reasons: [Reason], judgedAt: Timestamp) {
        let needed = [
            Reason(VerificationCode.needsSignature.rawValue, .indeterminate, actor: .operator)
        ]
        self.init(
            answers: DecisionAnswer.Question.allCases.map { question in
                DecisionAnswer(question, question == .signatureValid ? reasons : needed)
            },
            decision: Decision(),
            validUntil: nil,
            remarks: [],
            judgedAt: judgedAt
        )
    }
}
