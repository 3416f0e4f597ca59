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
        help: ArgumentHelp("application.xml, if it stands beside its signature.", valueName: "file"),
        completion: .file()
    )
    var content: String?

    @Option(
        help: ArgumentHelp("The folder with the attachments of an application that came loose.", valueName: "folder"),
        completion: .directory
    )
    var attachments: String?

    @Option(
        name: .customLong("operator-bin"),
        help: ArgumentHelp(
            "A body whose operators may hand in applications at service centres. Repeatable.",
            valueName: "bin"
        ),
        transform: { text in
            guard let bin = BusinessIdentificationNumber(text) else { throw ValidationError("A BIN has 12 digits.") }
            return bin
        }
    )
    var operators: [BusinessIdentificationNumber] = []

    @Flag(help: "Let the identification numbers of the national test kit pass.") var testProfile = false

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

    @OptionGroup var key: KeyOptions
    @OptionGroup var policy: PolicyOptions
    @OptionGroup var online: OnlineOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    var preciousPaths: [String] { files + key.paths + [content].compactMap(\.self) }
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
        guard files.count == 1 || content == nil && attachments == nil else {
            throw ValidationError("--content and --attachments go with one application.")
        }
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("The standard input can be read only once.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let judgedAt = time.judgedAt()
        let policy = try policy.policy(or: .application)
        let verifier = try ApplicationVerifier(
            trust: try trust.store(console),
            signatures: policy,
            source: try online.source(for: policy, at: judgedAt),
            policy: IntakePolicy(
                authorisedOperators: Set(operators),
                profile: testProfile ? .test : .production
            )
        )
        // A key that may not sign a receipt is told about before anything is judged.
        let receiver = receipt == nil ? nil : try receiptSigner(at: judgedAt)
        var judged: (report: IntakeReport, file: any RandomAccessBytes)?
        var statuses: [ExitStatus] = []
        for path in files {
            do throws(SigningError) {
                let input = try SignedInput(path: path)
                let outcome = try judge(input, by: verifier, at: judgedAt)
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

    private func judge(
        _ input: SignedInput,
        by verifier: ApplicationVerifier,
        at time: Timestamp
    ) throws(SigningError) -> ApplicationVerifier.Outcome {
        switch input.format {
        case .asice:
            guard content == nil, attachments == nil else {
                throw .unsupported("a container holds its application and attachments itself")
            }
            return try verifier.verify(input.bytes, at: time)
        case .pdf: throw .unsupported("an application is XML, loose or in a container, and no PDF")
        case .xml:
            guard content == nil else { throw .unsupported("application.xml holds its signature itself") }
            guard let attachments else {
                throw SigningError(.contentMissing, "an application that comes loose needs --attachments FOLDER")
            }
            return try verifier.verify(signedApplication: input.bytes, attachmentsIn: attachments, at: time)
        case .cms:
            guard let attachments else {
                throw SigningError(.contentMissing, "an application that comes loose needs --attachments FOLDER")
            }
            return try verifier.verify(
                message: input.bytes.source(),
                document: try content.map { path throws(SigningError) in try InputFile(path: path) },
                attachmentsIn: attachments,
                at: time
            )
        }
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
