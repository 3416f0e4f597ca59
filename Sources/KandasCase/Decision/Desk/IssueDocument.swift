public import KandasSign
public import KandasText

/// What became of deciding on an application, as JSON; its shape is published in `schemas/decide.schema.json`.
public struct IssueDocument: Encodable, Sendable {
    /// The application's file.
    public let file: String
    /// `passed` if every document was issued, `failed` if nothing was, `indeterminate` if the application waits.
    public let verdict: String
    /// What intake said; absent if the application could not be judged.
    public let intake: IntakeReport.Verdict?
    /// The application's identifier.
    public let application: String?
    /// Whether only drafts were made, which are no acts.
    public let isDraft: Bool
    /// Why nothing was issued; empty if something was.
    public let reasons: [ReasonDocument]
    /// What was issued, the applicant's first.
    public let documents: [Document]
    /// The time of it.
    public let judgedAt: String

    /// A document that was issued.
    public struct Document: Encodable, Sendable {
        /// The person's id in the application.
        public let person: String
        /// What was decided.
        public let kind: Decision.Kind?
        /// The same in words.
        public let kindText: String
        /// The document's number.
        public let documentNumber: String?
        /// The decision's number.
        public let decisionNumber: String?
        /// The last day of the status.
        public let validUntil: CalendarDate?
        /// Where it was written.
        public let file: String
        /// Where its print form was written; absent if none was made.
        public let paper: String?
        /// The SHA-256 of the signed document.
        public let sha256: String
        /// The level of its signature.
        public let level: SignatureLevel
        /// The time that its timestamp proves.
        public let time: String?
        /// What the official should look at.
        public let reasons: [ReasonDocument]
    }

    /// A document with the places where it and its print form were written.
    public struct Written: Sendable {
        /// The document.
        public let issued: IssuedDecision
        /// Where it was written.
        public let path: String
        /// Where its print form was written.
        public let paperPath: String?
        /// The SHA-256 of the document.
        public let sha256: [UInt8]

        /// Creates a value.
        public init(_ issued: IssuedDecision, path: String, paperPath: String?, sha256: [UInt8]) {
            self.issued = issued
            self.path = path
            self.paperPath = paperPath
            self.sha256 = sha256
        }
    }

    /// Describes what became of an application.
    ///
    /// - Parameters:
    ///   - file: The application's file.
    ///   - intake: What intake said.
    ///   - reasons: Why nothing was issued.
    ///   - written: What was issued.
    ///   - level: The level of its signatures.
    ///   - time: The time of it.
    ///   - catalogue: The texts.
    ///   - language: Their language.
    public init(
        file: String,
        intake: IntakeReport,
        reasons: [Reason],
        written: [Written],
        level: SignatureLevel,
        at time: Timestamp,
        catalogue: Catalogue,
        language: Language
    ) {
        func document(_ reason: Reason) -> ReasonDocument {
            ReasonDocument(reason, catalogue: catalogue, language: language)
        }
        self.file = file
        self.intake = intake.verdict
        application = intake.application?.id
        isDraft = level < .t
        verdict = intake.verdict == .wait ? "indeterminate" : written.isEmpty ? "failed" : "passed"
        self.reasons = reasons.map(document)
        documents = written.map { one in
            let decision = one.issued.decision
            return Document(
                person: one.issued.person,
                kind: decision.kind,
                kindText: catalogue.message(for: "DECISION_KIND_\(decision.kind?.rawValue ?? "")", in: language).text,
                documentNumber: decision.documentNumber,
                decisionNumber: decision.decisionNumber,
                validUntil: decision.validUntil,
                file: one.path,
                paper: one.paperPath,
                sha256: KandasSign.Hexadecimal.text(one.sha256),
                level: level,
                time: one.issued.trustedTime?.description,
                reasons: one.issued.remarks.map(document)
            )
        }
        judgedAt = time.description
    }
}
