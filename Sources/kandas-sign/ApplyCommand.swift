import ArgumentParser
import KandasCase
import KandasDocs
import KandasSign
import KandasText

/// `apply`: from a form to a signed application; also its blank form, a sample, and a check beforehand.
struct ApplyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Packs a form with its attachments into a signed application.",
        usage: """
            kandas-sign apply FORM --key KEY -o OUT.asice [--attach KIND=FILE]...
                   kandas-sign apply FORM --prepare STATE --bytes OUT [--cert CERT] [--attach KIND=FILE]...
                   kandas-sign apply --complete STATE --signature FILE -o OUT.asice
                   kandas-sign apply --check FORM
                   kandas-sign apply --template [--service assign|extend] [--members N]
                   kandas-sign apply --sample FOLDER --for KEY [--service assign|extend] [--members N]
            """,
        discussion: """
            An application that intake would return is not signed: the reasons are printed, and the exit code is 1. \
            Attachments are looked for from the folder of the form. Countries are written like CHN, MNG, UZB, languages \
            of documents like kk, ru, zh; docs/formats.md says what else stands in each field.
            """
    )

    @Argument(help: "The form, JSON; - is the standard input.", completion: .file()) var form: String?

    @Flag(help: "Only check the form with the rules of intake.") var check = false

    @Flag(help: "Print a blank form.") var template = false

    @Option(
        help: ArgumentHelp("Write a complete form and small attachments into this new folder.", valueName: "folder"),
        completion: .directory
    )
    var sample: String?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("The key whose owner the sample is for.", valueName: "key"),
        completion: .file()
    )
    var owner: String?

    @Option(
        help: ArgumentHelp("What the template or sample applies for: assign or extend.", valueName: "service"),
        transform: { text in
            switch text.lowercased() {
            case "assign": return .assign
            case "extend": return .extend
            default: throw ValidationError("assign and extend are the services there are.")
            }
        }
    )
    var service: Application.Service = .assign

    @Option(help: ArgumentHelp("How many family members the template or sample has.", valueName: "number"))
    var members = 0

    @Option(
        help: ArgumentHelp(
            "A further attachment: its kind and file, with a language and a person if they are not the applicant's.",
            valueName: "kind[:language[:person]]=file"
        ),
        transform: { text in
            guard let extra = ExtraAttachment(text) else {
                throw ValidationError("autobiography=life.pdf is how an attachment is given.")
            }
            return extra
        }
    )
    var attach: [ExtraAttachment] = []

    @Option(help: ArgumentHelp("The identifier of the application, a UUID of version 7; default: a new one."))
    var id: String?

    @Flag(help: "Let the identification numbers of the national test kit pass.") var testProfile = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The application to write; - is the standard output.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @OptionGroup var keys: KeyOptions
    @OptionGroup var steps: TwoStepOptions
    @OptionGroup var signature: SignatureContentOptions
    @OptionGroup var report: ReportOptions

    var productPath: String? { output ?? steps.bytes }
    var preciousPaths: [String] { [form].compactMap(\.self) + keys.paths + steps.paths }

    func validate() throws {
        try signature.requirePlainLevel()
        let modes = [template, sample != nil, check, steps.isGiven].count { $0 }
        guard modes <= 1 else {
            throw ValidationError("Give one of --template, --sample, --check, --prepare and --complete.")
        }
        try steps.validate(hasOutput: output != nil, keys: keys, content: signature)
        guard (0...100_000).contains(members) else { throw ValidationError("--members is a number from 0 to 100000.") }
        if let id, !ApplicationIdentifier.isVersion7(id) {
            throw ValidationError("--id is a UUID of version 7 in lower case.")
        }
        if template || sample != nil {
            guard form == nil else { throw ValidationError("A form is not needed here.") }
            guard sample == nil || owner != nil else { throw ValidationError("--sample goes with --for KEY.") }
        } else if steps.complete != nil {
            guard form == nil, attach.isEmpty, id == nil, !testProfile else {
                throw ValidationError("What is signed was fixed by --prepare.")
            }
        } else {
            guard form != nil else { throw ValidationError("Which form? Give a file, or see --template.") }
            guard check || steps.isGiven || keys.isGiven && output != nil else {
                throw ValidationError("Signing needs --key or --token, and -o; --check needs neither.")
            }
            guard !steps.isGiven || form != "-" else {
                throw ValidationError("What is signed in two steps is read twice, so it cannot be the standard input.")
            }
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        if template {
            let form = ApplicationForm.template(service: service, members: members)
            let output = try OutputFile(path: output ?? "-")
            try output.write(form)
            try output.commit()
            return .passed
        }
        if let sample { return try writeSample(sample, console) }
        if steps.complete != nil { return try complete(console) }
        return try apply(console)
    }

    private func writeSample(_ folder: String, _ console: Console) throws(SigningError) -> ExitStatus {
        let file = try KeyFile(opening: owner ?? "", certificatePath: keys.cert, password: keys.password)
        guard let certificate = file.certificate, let iin = certificate.holder.iin else {
            throw SigningError(.keyUnusable, "the certificate of the key names no individual with an IIN")
        }
        let sample = ApplicationSample.make(
            owner: ApplicationSample.Owner(iin: iin, certificate.holder),
            members: members,
            service: service,
            on: CalendarDate(inKazakhstanAt: signature.signingTime ?? .now())
        )
        let written = try sample.write(to: folder)
        try console.write(files: written)
        return .passed
    }

    private func apply(_ console: Console) throws(SigningError) -> ExitStatus {
        let path = form ?? ""
        let options = signature.options()
        let json = try InputFile(path: path).contents(limit: Limits().xmlBytes)
        let application: Application
        do throws(ApplicationFormError) {
            application = try ApplicationForm.parse(json)
        } catch {
            try write(ApplicationCheck(file: path, reasons: error.reasons), console)
            return .malformed
        }
        var generator = SystemRandomNumberGenerator()
        let context = RuleContext(
            judgedOn: CalendarDate(inKazakhstanAt: options.signingTime),
            profile: testProfile ? .test : .production
        )
        let package = try ApplicationBuilder.build(
            application,
            id: id ?? ApplicationIdentifier.make(at: options.signingTime, using: &generator),
            folder: ApplicationBuilder.folder(ofForm: path),
            extra: attach,
            context: context,
            inspector: { GateInspector(decisions: EmbeddedDecisions.sound) }
        )
        var reasons = package.reasons
        if check {
            try write(ApplicationCheck(file: path, reasons: reasons), console)
            return package.isIncomplete ? .failed : .passed
        }
        if steps.prepare != nil {
            return try prepare(package, options: options, context: context, reasons: reasons, console)
        }
        let signer = try keys.signer(at: options.signingTime)
        if let stranger = package.refusal(of: signer.certificate) { reasons.append(stranger) }
        guard !reasons.contains(where: { $0.severity == .failure }) else {
            try write(ApplicationCheck(file: path, reasons: reasons), console)
            return .failed
        }
        try SameFile.refuse(output ?? "", over: package.entries.compactMap(\.path))
        let output = try OutputFile(path: output ?? "")
        try package.write(signedBy: signer, options: options, to: output)
        try output.commit()
        try write(
            ApplicationCheck(file: output.path, reasons: reasons, signer: signer.certificate, package: package),
            console
        )
        return .passed
    }

    func write(_ check: ApplicationCheck, _ console: Console) throws(SigningError) {
        if console.isJSON {
            try console.write(object: check.document(in: console.language))
        } else {
            try console.write(check.text(for: console))
        }
    }
}
