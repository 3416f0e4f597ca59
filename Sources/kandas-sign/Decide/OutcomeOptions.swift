import ArgumentParser
import KandasCase
import KandasSign

/// What is decided: a file of outcomes, or options for the simple cases.
struct OutcomeOptions: ParsableArguments {
    /// What an option decides, for everybody or for one person.
    struct Choice {
        let person: String?
        let kind: Decision.Kind
    }

    @Option(
        name: .customLong("outcomes"),
        help: ArgumentHelp(
            "What is decided, person by person, as JSON; --template writes a blank one.",
            valueName: "file"
        ),
        completion: .file(extensions: ["json"])
    )
    var sheetPath: String?

    @Option(
        name: .customLong("outcome"),
        help: ArgumentHelp(
            "certificate, extension or refusal: for everybody who is not named elsewhere, or for one person. Repeatable.",
            valueName: "[person=]outcome"
        ),
        transform: OutcomeOptions.choice
    )
    var choices: [Choice] = []

    @Option(
        help: ArgumentHelp("The IIN formed with a certificate. Repeatable.", valueName: "person=iin"),
        transform: { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, IndividualIdentificationNumber(parts[1]) != nil else {
                throw ValidationError("applicant=900517100016 is how an IIN is given.")
            }
            return (parts[0], parts[1])
        }
    )
    var iin: [(person: String, iin: String)] = []

    @Option(
        help: ArgumentHelp("A ground of a refusal, RF1 to RF6. Repeatable.", valueName: "code"),
        transform: { text in
            guard let ground = RefusalGround(rawValue: text.uppercased()) else {
                throw ValidationError("RF1 to RF6 are the grounds there are.")
            }
            return ground
        }
    )
    var ground: [RefusalGround] = []

    @Option(
        help: ArgumentHelp(
            "A further article that a refusal rests on: \"migration-law 1(13)\". Repeatable.",
            valueName: "article"
        )
    )
    var article: [String] = []

    @Option(help: ArgumentHelp("The facts found, in Kazakh.", valueName: "text")) var factsKk: String?
    @Option(help: ArgumentHelp("The facts found, in Russian.", valueName: "text")) var factsRu: String?
    @Option(help: ArgumentHelp("What to mend to apply again, in Kazakh.", valueName: "text")) var remedyKk: String?
    @Option(help: ArgumentHelp("What to mend to apply again, in Russian.", valueName: "text")) var remedyRu: String?

    @Option(
        help: ArgumentHelp("The day of the hearing before a refusal.", valueName: "date"),
        transform: DayOption.parse
    )
    var heardOn: CalendarDate?

    @Option(
        help: ArgumentHelp("The last day of an extension; the default is six months.", valueName: "date"),
        transform: DayOption.parse
    )
    var until: CalendarDate?

    @Flag(help: "The register of kandas knows no earlier extension.") var firstExtension = false

    @Flag(help: "The holder resides in Kazakhstan permanently.") var residesPermanently = false

    /// Whether anything was decided.
    var isGiven: Bool { sheetPath != nil || !choices.isEmpty }

    func validate() throws {
        let kinds = Set(choices.map(\.kind))
        let texts = [factsKk, factsRu, remedyKk, remedyRu].compactMap(\.self)
        let forRefusals = !ground.isEmpty || !article.isEmpty || heardOn != nil || !texts.isEmpty
        if !kinds.contains(.refusal), forRefusals {
            throw ValidationError(
                "--ground, --article, --facts-…, --remedy-… and --heard-on go with --outcome refusal."
            )
        }
        if !kinds.contains(.prolongation), until != nil || firstExtension || residesPermanently {
            throw ValidationError(
                "--until, --first-extension and --resides-permanently go with --outcome extension."
            )
        }
        guard choices.count(where: { $0.person == nil }) <= 1 else {
            throw ValidationError("One --outcome is for everybody; name the person for the others: person=refusal.")
        }
    }

    /// The file of outcomes, or an empty one.
    func sheet() throws(SigningError) -> OutcomeSheet {
        guard let sheetPath else { return OutcomeSheet() }
        let limits = Limits()
        return try OutcomeSheet(
            json: try InputFile(path: sheetPath).contents(limit: limits.decisionBytes),
            limits: limits
        )
    }

    /// What is decided about an application: what the file says, completed by the options.
    func decided(on application: Application, in sheet: OutcomeSheet) -> OutcomeSheet.Case {
        var one =
            sheet.cases.first { $0.application == application.id }
            ?? OutcomeSheet.Case(application: application.id ?? "")
        let named = Set(one.people.map(\.person))
        for person in OutcomeSheet.Case(granting: application).people where !named.contains(person.person) {
            let choice = choices.first { $0.person == person.person } ?? choices.first { $0.person == nil }
            guard let choice else { continue }
            one.people.append(
                OutcomeSheet.PersonOutcome(person: person.person, outcome: outcome(choice.kind, for: person.person))
            )
        }
        for choice in choices {
            // Somebody who is not in the application must not pass in silence.
            guard let person = choice.person, !one.people.contains(where: { $0.person == person }) else { continue }
            one.people.append(OutcomeSheet.PersonOutcome(person: person, outcome: outcome(choice.kind, for: person)))
        }
        return one
    }

    private func outcome(_ kind: Decision.Kind, for person: String) -> DecisionOrder.Outcome {
        switch kind {
        case .certificate: return .certificate(iin: iin.first { $0.person == person }?.iin)
        case .prolongation:
            return .prolongation(
                .init(validUntil: until, isFirst: firstExtension, residesPermanently: residesPermanently)
            )
        case .refusal:
            var refusal = DecisionOrder.Refusal(
                grounds: ground,
                facts: BilingualText(kazakh: factsKk ?? "", russian: factsRu ?? ""),
                remedy: BilingualText(kazakh: remedyKk ?? "", russian: remedyRu ?? ""),
                heardOn: heardOn
            )
            refusal.articles = article
            return .refusal(refusal)
        }
    }

    private static func choice(_ text: String) throws -> Choice {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard let word = parts.last, let kind = Decision.Kind(rawValue: word.uppercased()) else {
            throw ValidationError("certificate, extension and refusal are the outcomes there are.")
        }
        return Choice(person: parts.count == 2 ? parts[0] : nil, kind: kind)
    }
}
