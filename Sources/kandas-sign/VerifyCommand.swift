import ArgumentParser
import KandasSign

/// `verify`: are the signatures of a file genuine, by whom, and to be trusted?
struct VerifyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks signed files: CMS in DER, PEM or base64, attached or detached, ASiC-E containers, and XML."
    )

    @Argument(help: "The signed files; - is the standard input.", completion: .file()) var files: [String]

    @Option(
        help: ArgumentHelp("What a detached signature was made over.", valueName: "file"),
        completion: .file()
    )
    var content: String?

    @Flag(
        name: .customLong("allow-partly-signed"),
        help: "Pass an XML document of which only parts are signed; the report lists what is and what is not."
    )
    var allowsPartlySigned = false

    @Option(
        name: .customLong("evidence"),
        help: ArgumentHelp(
            "Save what was judged with into this new folder; --trust with it gives the same answer again, offline.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var evidencePath: String?

    @OptionGroup var policy: PolicyOptions
    @OptionGroup var online: OnlineOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if content != nil, files.count > 1 { throw ValidationError("--content goes with one file.") }
        if files.count(where: { $0 == "-" }) + (content == "-" ? 1 : 0) > 1 {
            throw ValidationError("The standard input can be read only once.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        var policy = try policy.policy(or: .generic)
        policy.allowsPartlySigned = allowsPartlySigned
        let judgedAt = time.judgedAt()
        let verifier = try SignedFileVerifier(
            trust: try trust.store(console),
            policy: policy,
            source: try online.source(for: policy, at: judgedAt)
        )
        var statuses: [ExitStatus] = []
        var saved = SavedEvidence()
        for path in files {
            do throws(SigningError) {
                let outcome = try verifier.verify(
                    try InputFile(path: path),
                    content: try content.map { path throws(SigningError) in try InputFile(path: path) },
                    at: judgedAt
                )
                try saved.add(outcome.report)
                try write(outcome, path, console)
                statuses.append(ExitStatus(outcome.report.verdict))
            } catch {
                // One file that cannot be read must not hide what the others are.
                guard error.code != .outputUnwritable else { throw error }
                try console.write(unreadable: path, error)
                statuses.append(ExitStatus(error.code))
            }
        }
        if let evidencePath { try saved.write(to: evidencePath, at: judgedAt) }
        return ExitStatus(combining: statuses)
    }

    private func write(
        _ outcome: SignedFileVerifier.Outcome,
        _ path: String,
        _ console: Console
    ) throws(SigningError) {
        let document = ReportDocument(
            outcome.report,
            file: path,
            format: outcome.format,
            signedFiles: outcome.files,
            catalogue: Words.catalogue,
            language: console.language
        )
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(ReportText(console).lines(document))
        }
    }
}

extension ExitStatus {
    /// The code of a verdict.
    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .passed: .passed
            case .failed: .failed
            case .indeterminate: .indeterminate
            }
    }
}
