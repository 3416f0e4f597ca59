import KandasSign
import KandasText
import Testing

@testable import KandasCase

@Suite("An application is accepted, returned or made to wait, and never accepted by default")
struct ApplicationIntakeTests {
    /// A change to the facts about a sound application, and the answer it must bring.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let verdict: IntakeReport.Verdict
        let code: String
        let change: @Sendable (inout IntakeFacts, inout Application) -> Void

        init(
            _ description: String,
            _ verdict: IntakeReport.Verdict,
            _ code: String,
            _ change: @escaping @Sendable (inout IntakeFacts, inout Application) -> Void
        ) {
            testDescription = description
            self.verdict = verdict
            self.code = code
            self.change = change
        }
    }

    private static let owner = IndividualIdentificationNumber("900517100016")
    private static let stranger = IndividualIdentificationNumber("751231100011")
    private static let operatorBody = BusinessIdentificationNumber(completing: "59014088888")

    private static var policy: IntakePolicy {
        IntakePolicy(authorisedOperators: Set([operatorBody].compactMap(\.self)))
    }

    private static func signature(
        _ outcome: IntakeFacts.Signature.Outcome = .passed,
        _ cause: SubIndication? = nil,
        signer: IndividualIdentificationNumber? = owner,
        body: BusinessIdentificationNumber? = nil
    ) -> IntakeFacts.Signature {
        let severity: Reason.Severity = outcome == .failed ? .failure : .indeterminate
        // As the validator says it: whoever runs the service brings anchors and evidence, the signer all else.
        let actor: Reason.Actor = cause == .tryLater || cause == .noCertificateChainFound ? .operator : .applicant
        return IntakeFacts.Signature(
            outcome: outcome,
            reasons: cause.map { [Reason("X_\($0.rawValue)", severity, subIndication: $0, actor: actor)] } ?? [],
            signerIIN: signer,
            signerBIN: body,
            coverage: .everything
        )
    }

    /// Facts about the sample, as readers of a container would give them.
    private static func facts() throws -> (IntakeFacts, Application) {
        let folder = try TestFolder()
        let package = try CaseFixtures.package(CaseFixtures.sample(), in: folder)
        var files: [String: IntakeFacts.File] = [:]
        for entry in package.entries.dropFirst() {
            files[entry.name] = IntakeFacts.File(
                size: entry.size,
                sha256: entry.sha256,
                inspection: AttachmentInspection(mediaType: entry.mediaType)
            )
        }
        let facts = IntakeFacts(
            document: .missing,
            files: files,
            signatures: [signature()],
            judgedAt: try #require(Timestamp("2026-05-13T10:00:00Z"))
        )
        return (facts, package.application)
    }

    private static func judge(
        policy: IntakePolicy? = nil,
        _ change: (inout IntakeFacts, inout Application) -> Void
    ) throws -> IntakeReport {
        var (facts, application) = try facts()
        change(&facts, &application)
        if case .missing = facts.document {
            let sink = MemorySink()
            try ApplicationDocument.write(application, to: sink)
            facts.document = .read(try ApplicationDocument.read(MemoryBytes(sink.bytes).source()))
        }
        return ApplicationIntake.judge(facts, policy: policy ?? self.policy)
    }

    @Test("A sound application is accepted, with a summary that masks the IIN")
    func accepted() throws {
        let report = try ApplicationIntakeTests.judge { _, _ in }
        #expect(report.verdict == .accept, "\(report.reasons)")
        #expect(report.indication == .totalPassed)
        #expect(report.reasons.isEmpty)
        let summary = try #require(report.summary)
        #expect(summary.applicantIIN == "********0016")
        #expect(summary.applicantName == "Ахметов Ерлан")
        #expect(summary.members == 5)
        #expect(summary.isSignedByOperator == false)
    }

    static let cases: [Case] = [
        Case("no signature", .returned, "NOT_SIGNED") { facts, _ in facts.signatures = [] },
        Case("an SMS password", .returned, "NOT_SIGNED_SMS_CHANNEL") { facts, form in
            facts.signatures = []
            form.signingMethod = .smsPassword
        },
        Case("an SMS password beside a signature", .returned, "NOT_SIGNED_SMS_CHANNEL") {
            $1.signingMethod = .smsPassword
        },
        Case("a broken signature", .returned, "SIGNATURE_INVALID") { facts, _ in
            facts.signatures = [signature(.failed, .hashFailure)]
        },
        Case("a broken signature beside a good one", .returned, "SIGNATURE_INVALID") { facts, _ in
            facts.signatures.append(signature(.failed, .sigCryptoFailure, signer: stranger))
        },
        Case("a failed signature without a reason", .returned, "SIGNATURE_INVALID") { facts, _ in
            facts.signatures = [signature(.failed)]
        },
        Case("a revoked certificate", .returned, "SIGN_AGAIN") { facts, _ in
            facts.signatures = [signature(.indeterminate, .revokedNoPOE)]
        },
        Case("an expired certificate", .returned, "SIGN_AGAIN") { facts, _ in
            facts.signatures = [signature(.indeterminate, .outOfBoundsNoPOE)]
        },
        Case("a certificate for authentication", .returned, "SIGNATURE_INVALID") { facts, _ in
            facts.signatures = [signature(.indeterminate, .chainConstraintsFailure)]
        },
        Case("no revocation answer yet", .wait, "EVIDENCE_MISSING") { facts, _ in
            facts.signatures = [signature(.indeterminate, .tryLater)]
        },
        Case("no path to an anchor", .wait, "EVIDENCE_MISSING") { facts, _ in
            facts.signatures = [signature(.indeterminate, .noCertificateChainFound)]
        },
        Case("an indeterminate signature without a reason", .wait, "EVIDENCE_MISSING") { facts, _ in
            facts.signatures = [signature(.indeterminate)]
        },
        Case("no answer yet, but the form is wrong", .returned, "KND-PR-08") { facts, form in
            facts.signatures = [signature(.indeterminate, .tryLater)]
            form.members[0].citizenship = "KAZ"
        },
        Case("a stranger's signature", .returned, "SIGNER_NOT_APPLICANT") { facts, _ in
            facts.signatures = [signature(signer: stranger)]
        },
        Case("a signer without an IIN", .returned, "SIGNER_NOT_APPLICANT") { facts, _ in
            facts.signatures = [signature(signer: nil)]
        },
        Case("an operator on the portal", .returned, "SIGNER_NOT_APPLICANT") { facts, _ in
            facts.signatures = [signature(signer: stranger, body: operatorBody)]
        },
        Case("an operator whose body is not on the list", .returned, "SIGNER_BODY_NOT_ALLOWED") { facts, form in
            form.channel = .serviceCentre
            facts.signatures = [
                signature(signer: stranger, body: BusinessIdentificationNumber(completing: "59014077777"))
            ]
        },
        Case("an operator without the hand-signed form", .returned, "KND-AT-02") { facts, form in
            form.channel = .serviceCentre
            facts.signatures = [signature(signer: stranger, body: operatorBody)]
        },
        Case("a test certificate", .returned, "TEST_SIGNER") { facts, _ in
            facts.signatures = [signature(signer: IndividualIdentificationNumber("123456789011"))]
        },
        Case("a second signer", .accept, "ADDITIONAL_SIGNER") { facts, _ in
            facts.signatures.append(signature(signer: stranger))
        },
        Case("a missing file", .returned, "ATTACHMENT_MISSING") { facts, _ in
            facts.files["attachments/001-autobiography.pdf"] = nil
        },
        Case("an extra file", .returned, "ATTACHMENT_EXTRA") { facts, _ in
            facts.files["attachments/x.pdf"] = facts.files["attachments/001-autobiography.pdf"]
        },
        Case("a changed file", .returned, "ATTACHMENT_CHANGED") { facts, _ in
            facts.files["attachments/001-autobiography.pdf"]?.sha256[0] ^= 1
        },
        Case("a longer file", .returned, "ATTACHMENT_CHANGED") { facts, _ in
            facts.files["attachments/001-autobiography.pdf"]?.size += 1
        },
        Case("a file named twice", .returned, "ATTACHMENT_DUPLICATE") { $1.attachments.append($1.attachments[0]) },
        Case("a rejected file", .returned, "ATTACHMENT_REJECTED") { facts, _ in
            facts.files["attachments/001-autobiography.pdf"]?.inspection.reasons = [Reason("DOC_TRUNCATED", .failure)]
        },
        Case("a file of an unknown kind", .returned, "ATTACHMENT_REJECTED") { facts, _ in
            facts.files["attachments/001-autobiography.pdf"]?.inspection.mediaType = nil
        },
        Case("a file of another kind than described", .returned, "ATTACHMENT_REJECTED") { facts, _ in
            facts.files["attachments/001-autobiography.pdf"]?.inspection.mediaType = "image/jpeg"
        },
        Case("a file with a remark", .accept, "DOC_PADDING") { facts, _ in
            facts.files["attachments/001-autobiography.pdf"]?.inspection.reasons = [Reason("DOC_PADDING", .note)]
        },
        Case("a file that is not covered", .returned, "ATTACHMENT_NOT_SIGNED") { facts, _ in
            facts.signatures[0].coverage = .files(["application.xml"])
        },
        Case("an application that is not covered", .returned, "APPLICATION_NOT_SIGNED") { facts, _ in
            facts.signatures[0].coverage = .files(Set(facts.files.keys))
        },
        Case("loose files under a signed application", .accept, "") { facts, _ in
            facts.signatures[0].coverage = .files(["application.xml"])
            facts.form = .loose
        },
        Case("two halves signed apart", .returned, "APPLICATION_NOT_SIGNED") { facts, _ in
            facts.signatures[0].coverage = .files(["application.xml"])
            facts.signatures.append(signature())
            facts.signatures[1].coverage = .files(Set(facts.files.keys))
        },
        Case("a damaged container", .returned, "ZIP_X") { facts, _ in
            facts.containerReasons = [Reason("ZIP_X", .failure)]
        },
        Case("an application that cannot be read", .returned, "APPLICATION_UNREADABLE") { facts, _ in
            facts.document = .unreadable(SigningError(.documentTypeRefused, ""))
        },
        Case("an XML signature that is not read", .wait, "XML_SIGNATURE_NOT_READ") { facts, form in
            facts.document = .read(
                ApplicationDocument.Reading(application: form, findings: [], hasSignature: true)
            )
        },
        Case("an error of the form", .returned, "KND-ID-02") { $1.applicant.iin = "900517100017" },
        Case("a warning of the form", .accept, "KND-PR-12") { $1.members[1].sex = .female },
        Case("a note of the form", .accept, "KND-PR-03") { $1.members[1].patronymic = nil },
        Case("no identifier", .returned, "APPLICATION_INVALID") { $1.id = nil },
    ]

    @Test("A change of facts brings its answer", arguments: cases)
    func answers(example: Case) throws {
        let report = try ApplicationIntakeTests.judge(example.change)
        #expect(report.verdict == example.verdict, "\(report.reasons.map(\.code))")
        if !example.code.isEmpty {
            let reason = try #require(report.reasons.first { $0.code == example.code }, "\(report.reasons.map(\.code))")
            // Who must act is said wherever somebody must.
            if reason.severity == .failure, IntakeCode(rawValue: example.code) != nil { #expect(reason.actor != nil) }
            for language in Language.allCases where IntakeCode(rawValue: example.code) != nil {
                let message = CaseCatalogue.shared.message(
                    for: reason.code,
                    in: language,
                    parameters: reason.parameters
                )
                #expect(!message.text.contains("{"), "\(message.text)")
            }
        }
        switch report.verdict {
        case .accept: #expect(!report.reasons.contains { $0.severity == .failure || $0.severity == .indeterminate })
        case .wait: #expect(!report.reasons.contains { $0.severity == .failure })
        case .returned: #expect(report.reasons.first?.severity == .failure)
        }
    }

    @Test("An authorised operator with the hand-signed form is accepted")
    func operatorSigns() throws {
        let report = try ApplicationIntakeTests.judge { facts, form in
            form.channel = .serviceCentre
            form.signingMethod = .operatorKey
            form.applicant.iin = nil
            form.attachments[3].kind = .signedForm
            facts.signatures = [
                ApplicationIntakeTests.signature(
                    signer: ApplicationIntakeTests.stranger,
                    body: ApplicationIntakeTests.operatorBody
                )
            ]
        }
        #expect(report.verdict == .accept, "\(report.reasons)")
        #expect(report.summary?.isSignedByOperator == true)
        #expect(report.summary?.applicantIIN == nil)
    }

    @Test("Missing facts are never an acceptance")
    func nothing() throws {
        let time = try #require(Timestamp("2026-05-13T10:00:00Z"))
        let report = ApplicationIntake.judge(IntakeFacts(document: .missing, judgedAt: time), policy: IntakePolicy())
        #expect(report.verdict == .returned)
        #expect(report.indication == .noSignatureFound)
        #expect(Set(report.reasons.map(\.code)) == ["APPLICATION_MISSING", "NOT_SIGNED"])
    }

    @Test("A document that breaks the schema is returned with line and element")
    func schema() throws {
        let report = try ApplicationIntakeTests.judge { facts, form in
            form.signingMethod = nil
        }
        let reason = try #require(report.reasons.first { $0.code == "APPLICATION_INVALID" })
        #expect(reason.parameters["element"] == "language")
        #expect(report.verdict == .returned)
    }

    @Test("The national test kit's signer is accepted in the test profile only")
    func testKit() throws {
        let kit = IndividualIdentificationNumber("123456789011")
        func report(_ profile: RuleContext.Profile) throws -> IntakeReport {
            try ApplicationIntakeTests.judge(policy: IntakePolicy(profile: profile)) { facts, form in
                form.applicant.iin = "123456789011"
                facts.signatures = [ApplicationIntakeTests.signature(signer: kit)]
            }
        }
        #expect(try report(.test).verdict == .accept)
        #expect(try report(.production).verdict == .returned)
    }

    @Test("Every code of intake and builder is given in a test")
    func everyCode() {
        // Given elsewhere: by the rules' test, and by the two tests above.
        let elsewhere: Set<String> = ["FINDINGS_OMITTED", "APPLICATION_MISSING"]
        let given = Set(ApplicationIntakeTests.cases.map(\.code)).union(elsewhere)
        for code in IntakeCode.allCases { #expect(given.contains(code.rawValue), "\(code.rawValue)") }
    }
}
