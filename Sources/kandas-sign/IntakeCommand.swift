import ArgumentParser
import KandasCase
import KandasSign

/// `intake`: may the application be accepted, and if not, who must do what?
struct IntakeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "Takes an application in: accept, return to the applicant, or wait.",
        discussion: """
            Ends with 0 for accept, 1 for return, 2 for wait. Revoked or ended certificates return the application, \
            since nothing proves that the signature is older; missing or stale revocation lists make it wait. An \
            application may also come loose: a CMS message around application.xml, or beside it (--content), or an application.xml that holds its signatures, with the \
            attachments in a folder (--attachments).
            """
    )

    @Argument(help: "The applications; - is the standard input.", completion: .file()) var files: [String]

    @Option(
        help: ArgumentHelp("Write a signed receipt for the application there.", valueName: "file"),
        completion: .file()
    )
    var receipt: String?

    @Option(help: ArgumentHelp("The number that the application is registered under.", valueName: "number"))
    var registrationNumber: String?

    @Option(
        help: ArgumentHelp("When the application came in; the default is the time judged at.", valueName: "time"),
        transform: TimeOptions.parse
    )
    var received: Timestamp?

    @OptionGroup var applications: ApplicationOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var policy: PolicyOptions
    @OptionGroup var online: OnlineOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    var preciousPaths: [String] { files + key.paths + [applications.content].compactMap(\.self) }
    var productPath: String? { receipt }

    func validate() throws {
        if receipt != nil {
            try key.requireKey()
            guard files.count == 1 else { throw ValidationError("A receipt is for one application.") }
            guard registrationNumber?.isEmpty == false else {
                throw ValidationError("A receipt needs --registration-number.")
            }
        } else if key.isGiven || registrationNumber != nil || received != nil {
            throw ValidationError("--key, --token, --registration-number and --received go with --receipt.")
        }
        try applications.validate(for: files)
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let judgedAt = time.judgedAt()
        let verifier = try applications.verifier(
            trust: trust,
            policy: policy,
            online: online,
            at: judgedAt,
            console
        )
        // A key that may not sign a receipt is told about before anything is judged.
        let receiver = receipt == nil ? nil : try receiptSigner(at: judgedAt)
        var judged: (report: IntakeReport, file: any RandomAccessBytes)?
        var statuses: [ExitStatus] = []
        for path in files {
            do throws(SigningError) {
                let input = try SignedInput(path: path)
                let outcome = try applications.judge(input, by: verifier, at: judgedAt)
                let document = IntakeDocument(
                    outcome,
                    file: path,
                    catalogue: Words.catalogue,
                    language: console.language
                )
                if console.isJSON {
                    try console.write(object: document)
                } else {
                    try console.write(IntakeText(console).lines(document))
                }
                judged = (outcome.report, input.bytes)
                statuses.append(ExitStatus(outcome.report.verdict))
            } catch {
                guard error.code != .outputUnwritable else { throw error }
                try console.write(unreadable: path, error)
                statuses.append(ExitStatus(error.code))
            }
        }
        if let receiver, let judged {
            try writeReceipt(judged.report, of: judged.file, by: receiver, at: judgedAt, console)
        }
        return ExitStatus(combining: statuses)
    }

    private func receiptSigner(at time: Timestamp) throws(SigningError) -> any Signer {
        let signer = try key.signer(at: time)
        try IntakeReceipt.requireBody(signer.certificate)
        return signer
    }

    private func writeReceipt(
        _ report: IntakeReport,
        of file: any RandomAccessBytes,
        by signer: any Signer,
        at judgedAt: Timestamp,
        _ console: Console
    ) throws(SigningError) {
        guard let path = receipt, let number = registrationNumber else { return }
        let made = try IntakeReceipt(
            report,
            of: file,
            registrationNumber: number,
            receivedAt: received ?? judgedAt,
            by: signer.certificate
        )
        let json = try IntakeReceiptDocument(made).json()
        try OutputFile.write(try SignedStatement.sign(json, by: signer, at: judgedAt), to: path)
        console.note(console.word("RESULT_RECEIPT", ["file": path, "number": number]))
    }
}

extension ExitStatus {
    /// The code of an intake's answer.
    init(_ verdict: IntakeReport.Verdict) {
        self =
            switch verdict {
            case .accept: .passed
            case .returned: .failed
            case .wait: .indeterminate
            }
    }
}
