import ArgumentParser
import KandasCase
import KandasSign

/// `decide`: from an accepted application to signed certificates, extensions and refusals.
struct DecideCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Issues a signed certificate, extension or refusal for each person of an application.",
        usage: """
            kandas-sign decide APPLICATION... --outcome certificate --receipt RECEIPT --register REGISTER \\
                       --key KEY --tsa URL --trust DIR -o DIR
                   kandas-sign decide APPLICATION... --outcomes FILE --receipt RECEIPT ... -o DIR
                   kandas-sign decide APPLICATION... --template --key KEY --trust DIR
                   kandas-sign decide --new-register FILE --bin BIN --region 75
            """,
        discussion: """
            Takes each application in first, and decides only on what intake accepts. Every rule is checked before \
            anything is signed; the documents of an application appear together or not at all. Of one application they \
            are written into the folder -o, of several each into a folder of its own inside it. A decision without \
            trusted time is not issued: --tsa names the timestamping authority. Ends with 0 if everything was decided, 1 \
            if something was refused, 2 if an application waits.
            """
    )

    @Argument(help: "The applications, as intake takes them, or folders of them.", completion: .file())
    var files: [String] = []

    @Flag(help: "Write a blank file of outcomes for the applications, and decide nothing.") var template = false

    @Flag(help: "Sign drafts without trusted time; they say so, are no acts, and use up no numbers.") var draft = false

    @Option(
        help: ArgumentHelp("Make an empty register for the body's numbers, and decide nothing.", valueName: "file"),
        completion: .file()
    )
    var newRegister: String?

    @Option(
        help: ArgumentHelp("The body's BIN, for --new-register.", valueName: "bin"),
        transform: { text in
            guard let bin = BusinessIdentificationNumber(text) else { throw ValidationError("A BIN has 12 digits.") }
            return bin
        }
    )
    var bin: BusinessIdentificationNumber?

    @Option(
        help: ArgumentHelp("The first two digits of the body's region (KATO), for --new-register.", valueName: "digits")
    )
    var region: String?

    @Option(
        help: ArgumentHelp("The day of the decision; the default is today.", valueName: "date"),
        transform: DayOption.parse
    )
    var date: CalendarDate?

    @Option(
        help: ArgumentHelp("The level of the signatures: T, the default, LT or LTA.", valueName: "T|LT|LTA"),
        transform: LevelOptions.level
    )
    var level: SignatureLevel = .t

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The folder for the documents: a new or an empty one.", valueName: "folder"),
        completion: .directory
    )
    var output: String?

    @OptionGroup var outcomes: OutcomeOptions
    @OptionGroup var registration: RegistrationOptions
    @OptionGroup var applications: ApplicationOptions
    @OptionGroup var known: EarlierOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var levels: LevelOptions
    @OptionGroup var report: ReportOptions

    /// How many applications are worked on before their documents are written.
    static let batch = 64

    func validate() throws {
        if newRegister != nil {
            guard files.isEmpty, !template, bin != nil, region != nil else {
                throw ValidationError("--new-register goes with --bin and --region alone.")
            }
            return
        }
        guard bin == nil, region == nil else { throw ValidationError("--bin and --region go with --new-register.") }
        guard !files.isEmpty else { throw ValidationError("Which application is decided on?") }
        try applications.validate(for: files)
        try registration.validate(for: files)
        if template { return }
        try key.requireKey()
        guard output != nil else { throw ValidationError("Where to? Give -o, --output.") }
        guard output != "-" else { throw ValidationError("Several files go into a folder.") }
        guard outcomes.isGiven else { throw ValidationError("What is decided? Give --outcome or --outcomes.") }
        guard level >= .t else { throw ValidationError("T, LT and LTA are the levels of a decision.") }
        if draft {
            guard levels.tsa == nil else { throw ValidationError("A draft has no trusted time: leave out --tsa.") }
        } else {
            guard levels.tsa != nil else {
                throw ValidationError(
                    "A decision without trusted time is not issued: name the authority with --tsa, or make a --draft."
                )
            }
            try levels.validate(for: level)
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        if let newRegister, let bin, let region {
            let register = try DecisionRegister(authority: bin, region: region)
            try DecisionRegisterFile.create(register, at: newRegister)
            try console.write(files: [newRegister])
            return .passed
        }
        let time = Timestamp.now()
        let paths = try GivenPaths.expand(files)
        let earlier = try await known.decisions(
            trust: levels.trust,
            source: try levels.online.source(for: .generic, at: time),
            profile: applications.profile,
            at: time,
            console
        )
        let verifier = try applications.verifier(
            trust: levels.trust,
            policy: levels.policy,
            online: levels.online,
            decisions: earlier,
            at: time,
            console
        )
        var sheet = try outcomes.sheet()
        sheet.date = date ?? sheet.date
        if template { return try writeTemplate(for: paths, sheet, by: verifier, at: time, console) }
        let run = try DecideRun(self, paths, sheet, verifier, earlier, at: time, console)
        return try await run.perform()
    }

    private func writeTemplate(
        for paths: [String],
        _ sheet: OutcomeSheet,
        by verifier: ApplicationVerifier,
        at time: Timestamp,
        _ console: Console
    ) throws(SigningError) -> ExitStatus {
        var sheet = sheet
        if key.isGiven {
            sheet.office = sheet.office.completed(
                by: try key.signer(at: time).certificate,
                try AuthorityFolder.list(in: levels.trust.paths),
                on: sheet.date ?? CalendarDate(inKazakhstanAt: time)
            )
        }
        for path in paths {
            let report = try applications.judge(try SignedInput(path: path), by: verifier, at: time).report
            guard let application = report.application else {
                throw SigningError(.malformedInput, "\(path) holds no application that can be read")
            }
            var one = OutcomeSheet.Case(granting: application)
            one.registrationNumber = registration.registrationNumber
            one.received = registration.received
            sheet.cases.append(one)
        }
        try console.write(String(decoding: try sheet.json(), as: UTF8.self))
        return .passed
    }
}
