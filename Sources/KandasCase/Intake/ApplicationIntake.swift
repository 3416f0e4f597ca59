import KandasSign

/// Judges an application that was handed in: accept, return to the applicant, or wait.
///
/// A pure function over ``IntakeFacts``: no file, clock or network. Nothing is accepted by default: only a signature that
/// passed, of the applicant or of an authorised operator, over application.xml and every attachment, leads to
/// ``IntakeReport/Verdict/accept``, and then only without any failure. Rules of severity E return; W and I accept with a
/// remark. A certificate that was revoked or has ended, with no proof that the signature is older, returns ("sign
/// again"). Evidence that is missing waits.
public struct ApplicationIntake {
    /// Judges facts.
    public static func judge(_ facts: IntakeFacts, policy: IntakePolicy) -> IntakeReport {
        var intake = ApplicationIntake(facts: facts, policy: policy)
        return intake.judge()
    }

    private let facts: IntakeFacts
    private let policy: IntakePolicy
    private var reasons: [Reason] = []
    /// Files that the container's reader has refused already: one reason for one fault.
    private var refused: Set<String> = []
    /// The signatures that count: passed, and of someone who may sign.
    private var counting: [IntakeFacts.Signature] = []
    private var isSignedByOperator: Bool?
    /// The signatures that passed but are of others, by their positions.
    private var others: [Int] = []

    private init(facts: IntakeFacts, policy: IntakePolicy) {
        self.facts = facts
        self.policy = policy
    }

    private mutating func judge() -> IntakeReport {
        reasons += facts.containerReasons
        refused = Set(facts.containerReasons.filter { $0.severity == .failure }.compactMap { $0.location?.file })
        var application: Application?
        switch facts.document {
        case .missing: add(.applicationMissing)
        case .unreadable(let error):
            add(.applicationUnreadable, file: ApplicationPackage.applicationName, ["cause": error.code.rawValue])
        case .read(let reading):
            application = reading.application
            if reading.hasSignature {
                let file = ApplicationPackage.applicationName
                add(.xmlSignatureNotRead, severity: .indeterminate, actor: .operator, file: file)
            }
            for finding in reading.findings {
                add(
                    .applicationInvalid,
                    file: ApplicationPackage.applicationName,
                    ["line": "\(finding.line)", "element": finding.element]
                )
            }
        }
        judgeSignatures(of: application)
        if let application {
            judgeFiles(of: application)
            let context = RuleContext(
                judgedOn: CalendarDate(inKazakhstanAt: facts.judgedAt),
                mode: .intake,
                profile: policy.profile,
                isSignedByOperator: isSignedByOperator == true
            )
            reasons += ApplicationRule.check(application, in: context)
        }
        let verdict: IntakeReport.Verdict
        if reasons.contains(where: { $0.severity == .failure }) {
            verdict = .returned
        } else if reasons.contains(where: { $0.severity == .indeterminate }) {
            verdict = .wait
        } else if application != nil, !counting.isEmpty {
            verdict = .accept
        } else {
            add(.notSigned, rule: "KND-SG-01")
            verdict = .returned
        }
        let order: [Reason.Severity] = [.failure, .indeterminate, .warning, .note]
        return IntakeReport(
            verdict: verdict,
            reasons: order.flatMap { severity in reasons.filter { $0.severity == severity } },
            summary: application.map { IntakeReport.Summary($0, isSignedByOperator: isSignedByOperator) },
            judgedAt: facts.judgedAt,
            isSigned: !facts.signatures.isEmpty,
            application: application
        )
    }

    // MARK: - Signatures

    private mutating func judgeSignatures(of application: Application?) {
        // An application that was confirmed by SMS is never taken for a signed one, whatever lies beside it.
        let isSMS = application?.signingMethod == .smsPassword
        if isSMS || facts.signatures.isEmpty { add(isSMS ? .notSignedSMS : .notSigned, rule: "KND-SG-01") }
        for (index, signature) in facts.signatures.enumerated() {
            let number = index + 1
            reasons += signature.reasons.map { reason in
                var reason = reason
                var location = reason.location ?? Reason.Location()
                location.signature = location.signature ?? number
                reason.location = location
                return reason
            }
            switch signature.outcome {
            case .passed: judgeSigner(of: signature, number, application)
            case .failed: add(.signatureInvalid, number, rule: "KND-SG-01", ["cause": signature.cause])
            case .indeterminate: judgeIndeterminate(signature, number)
            }
        }
        guard let application else { return }
        if !counting.isEmpty {
            for index in others {
                let signer = facts.signatures[index].signerIIN?.masked ?? ""
                add(.additionalSigner, index + 1, severity: .note, actor: nil, ["signer": signer])
            }
            judgeCoverage(of: application)
        } else if facts.signatures.allSatisfy({ $0.outcome == .passed }) {
            reportSigners(application)
        }
    }

    /// Whether it waits or goes back depends on who can mend it: the operator brings evidence and anchors, everything
    /// else only a new signature can mend.
    private mutating func judgeIndeterminate(_ signature: IntakeFacts.Signature, _ number: Int) {
        let open = signature.reasons.filter { $0.severity == .indeterminate }
        // What begins later, or seems to because a clock is wrong, need not be signed again.
        let ended = signature.reasons.filter { $0.code != "CERTIFICATE_NOT_YET_VALID" }
        if let cause = ended.compactMap(\.subIndication).first(where: SubIndication.signAgain.contains) {
            add(.signAgain, number, rule: "KND-SG-01", ["cause": cause.rawValue])
        } else if open.allSatisfy({ $0.actor == .operator }) {
            add(.evidenceMissing, number, rule: "KND-SG-01", ["cause": signature.cause])
        } else {
            add(.signatureInvalid, number, rule: "KND-SG-01", ["cause": signature.cause])
        }
    }

    private mutating func judgeSigner(of signature: IntakeFacts.Signature, _ number: Int, _ application: Application?) {
        guard let application else { return }
        if policy.profile == .production, let iin = signature.signerIIN, TestKit.numbers.contains(iin.digits) {
            add(.testSigner, number, rule: "KND-ID-11")
            return
        }
        if let iin = signature.signerIIN, iin.digits == application.applicant.iin {
            counting.append(signature)
            isSignedByOperator = false
        } else if application.channel?.mayBeOperated == true, let bin = signature.signerBIN,
            policy.authorisedOperators.contains(bin)
        {
            counting.append(signature)
            // The applicant's own signature, before or after, makes the operator's a mere addition.
            if isSignedByOperator == nil { isSignedByOperator = true }
        } else {
            others.append(number - 1)
        }
    }

    /// All signatures passed, and none is of someone who may sign.
    private mutating func reportSigners(_ application: Application) {
        for index in others {
            let signature = facts.signatures[index]
            let parameters = [
                "signer": signature.signerIIN?.masked ?? "", "bin": signature.signerBIN?.digits ?? "",
                "applicant": application.applicant.iin.map(RuleSubject.masked) ?? "",
            ]
            if application.channel?.mayBeOperated == true, signature.signerBIN != nil {
                add(.signerBodyNotAllowed, index + 1, rule: "KND-ID-09", actor: .intake, parameters)
            } else {
                add(.signerNotApplicant, index + 1, rule: "KND-ID-09", parameters)
            }
        }
    }

    /// Somebody who may sign must have signed everything: one signature for all, not each a part.
    private mutating func judgeCoverage(of application: Application) {
        let names = application.attachments.compactMap { $0.file?.name }
        func uncovered(_ signature: IntakeFacts.Signature) -> [String] {
            var all = [ApplicationPackage.applicationName]
            if facts.form == .container { all += names }
            return all.filter { !signature.coverage.includes($0) }
        }
        let gaps = counting.map(uncovered)
        guard let least = gaps.min(by: { $0.count < $1.count }), !least.isEmpty else { return }
        for name in least.prefix(ApplicationRule.listedFindings) {
            let code: IntakeCode =
                name == ApplicationPackage.applicationName ? .applicationNotSigned : .attachmentNotSigned
            add(code, rule: "KND-SG-05", file: name, ["file": name])
        }
    }

    // MARK: - Files

    private mutating func judgeFiles(of application: Application) {
        var declared: Set<String> = []
        for (index, attachment) in application.attachments.enumerated() {
            // The schema has spoken about an attachment without a name.
            guard let described = attachment.file, let name = described.name else { continue }
            let path = "attachments[\(index)]"
            let parameters = ["file": described.originalName ?? name]
            guard declared.insert(name).inserted else {
                add(.attachmentDuplicate, rule: "KND-AP-07", file: name, path: path, parameters)
                continue
            }
            guard let file = facts.files[name] else {
                if !refused.contains(name) {
                    add(.attachmentMissing, rule: "KND-AT-02", file: name, path: path, parameters)
                }
                continue
            }
            if file.size != described.size || Hexadecimal.text(file.sha256) != described.sha256 {
                guard !refused.contains(name) else { continue }
                add(
                    .attachmentChanged,
                    rule: "KND-AT-07",
                    subIndication: .hashFailure,
                    file: name,
                    path: path,
                    parameters
                )
                // What is wrong with a file that is not the described one does not matter.
                continue
            }
            judge(file, described, name: name, path: path, parameters)
        }
        for name in facts.files.keys.filter({ !declared.contains($0) }).sorted() {
            add(.attachmentExtra, rule: "KND-AT-07", file: name, ["file": name])
        }
    }

    private mutating func judge(
        _ file: IntakeFacts.File,
        _ described: Attachment.File,
        name: String,
        path: String,
        _ parameters: [String: String]
    ) {
        reasons += file.inspection.reasons.map { reason in
            var reason = reason
            reason.location = Reason.Location(file: name, path: path, offset: reason.location?.offset)
            reason.parameters.merge(parameters) { own, _ in own }
            return reason
        }
        let cause: String
        if file.inspection.isRejected {
            cause = file.inspection.reasons.first { $0.severity == .failure }?.code ?? "MEDIA_TYPE_UNKNOWN"
        } else if file.inspection.mediaType != described.mediaType {
            cause = "MEDIA_TYPE_DIFFERS"
        } else {
            return
        }
        add(
            .attachmentRejected,
            rule: file.inspection.mediaType == nil ? "KND-AT-01" : "KND-AT-06",
            file: name,
            path: path,
            parameters.merging(["cause": cause]) { $1 }
        )
    }

    // MARK: - Reasons

    private mutating func add(
        _ code: IntakeCode,
        _ signature: Int? = nil,
        severity: Reason.Severity? = nil,
        rule: String? = nil,
        subIndication: SubIndication? = nil,
        actor: Reason.Actor? = .applicant,
        file: String? = nil,
        path: String? = nil,
        _ parameters: [String: String] = [:]
    ) {
        let isMissing = code == .evidenceMissing
        reasons.append(
            Reason(
                code.rawValue,
                severity ?? (isMissing ? .indeterminate : .failure),
                subIndication: subIndication,
                rule: rule,
                location: file == nil && path == nil && signature == nil
                    ? nil : Reason.Location(file: file, signature: signature, path: path),
                actor: isMissing ? .operator : actor,
                parameters: parameters
            )
        )
    }
}

extension SubIndication {
    /// A new signature would help: the certificate was revoked or has ended, and nothing proves that the signature is
    /// older.
    fileprivate static let signAgain: Set<SubIndication> = [
        .revoked, .revokedNoPOE, .revokedCANoPOE, .expired, .notYetValid, .outOfBoundsNoPOE,
    ]
}

extension IntakeFacts.Signature {
    /// The code that says most about why the signature did not pass.
    fileprivate var cause: String {
        let reason = reasons.first { $0.severity == .failure } ?? reasons.first { $0.severity == .indeterminate }
        return reason?.subIndication?.rawValue ?? reason?.code ?? outcome.rawValue.uppercased()
    }
}
