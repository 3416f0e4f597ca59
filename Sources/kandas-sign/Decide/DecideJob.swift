import KandasCase
import KandasSign

/// One application on its way through `decide`.
struct DecideJob: Sendable {
    let path: String
    /// What intake said, or what kept it from saying anything.
    let intake: Result<IntakeReport, SigningError>
    /// The receipt for the file.
    let receipt: ReceiptBook.Entry?
    var planned: [PlannedDecision] = []
    var reasons: [Reason] = []
    var documents: [SignedDocument] = []

    /// A document that was signed, with its print form.
    struct SignedDocument: Sendable {
        let issued: IssuedDecision
        let paper: [UInt8]?
        let sha256: [UInt8]
    }

    /// Takes the application in.
    init(
        path: String,
        options: ApplicationOptions,
        verifier: ApplicationVerifier,
        receipts: ReceiptBook,
        at time: Timestamp
    ) {
        self.path = path
        var entry: ReceiptBook.Entry?
        intake = Result { () throws(SigningError) in
            let input = try SignedInput(path: path)
            entry = try receipts.entry(for: input.bytes)
            return try options.judge(input, by: verifier, at: time).report
        }
        receipt = entry
        if case .success(let report) = intake, report.verdict != .accept { reasons = report.reasons }
    }

    /// Plans its documents; why that cannot be done is kept.
    mutating func plan(
        at desk: inout DecisionDesk,
        _ sheet: OutcomeSheet,
        _ outcomes: OutcomeOptions,
        _ registration: RegistrationOptions
    ) {
        guard case .success(let report) = intake else { return }
        var generator = SystemRandomNumberGenerator()
        do throws(DecisionError) {
            let one = report.application.map { outcomes.decided(on: $0, in: sheet) } ?? .init(application: "")
            planned = try desk.plan(
                report,
                by: sheet,
                registration.completed(one),
                receipt: receipt,
                using: &generator
            )
        } catch {
            reasons += error.reasons
        }
    }
}

extension DecideJob.SignedDocument {
    /// Signs a document and has its print form drawn.
    init(
        _ planned: PlannedDecision,
        by signer: XAdESDecisionSigner,
        paper: (any PaperMaking)?
    ) throws(SigningError) {
        issued = try planned.issued(by: signer)
        self.paper = try paper?.paper(for: issued)
        sha256 = try DigestAlgorithm.sha256.digest(of: issued.document[...])
    }
}
