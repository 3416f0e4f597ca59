import ArgumentParser
import KandasCase
import KandasDocs
import KandasSign

/// How applications are taken in: loose ones, bodies whose operators may sign, which numbers pass.
struct ApplicationOptions: ParsableArguments {
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

    /// Which numbers pass.
    var profile: RuleContext.Profile { testProfile ? .test : .production }

    /// Makes sure that the options go with the applications given.
    func validate(for files: [String]) throws {
        guard files.count == 1 || content == nil && attachments == nil else {
            throw ValidationError("--content and --attachments go with one application.")
        }
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("The standard input can be read only once.")
        }
    }

    /// The verifier of applications.
    ///
    /// - Parameters:
    ///   - trust: Whom to trust.
    ///   - policy: What signatures must fulfil.
    ///   - online: Whether services are asked.
    ///   - decisions: Vouches for decisions that are embedded in attachments; `nil` for those proven to be genuine.
    ///   - time: The time to judge at.
    ///   - console: Told about what is not used.
    /// - Returns: The verifier.
    /// - Throws: ``SigningError`` if the trust, the policy or the list of authorities cannot be used.
    func verifier(
        trust: TrustOptions,
        policy: PolicyOptions,
        online: OnlineOptions,
        decisions: (any EmbeddedDecisionVerifier)? = nil,
        at time: Timestamp,
        _ console: Console
    ) throws(SigningError) -> ApplicationVerifier {
        let signatures = try policy.policy(or: .application)
        let store = try trust.store(console)
        let source = try online.source(for: signatures, at: time)
        var vouching = decisions
        if vouching == nil {
            let knowledge = DecisionKnowledge(authorities: try AuthorityFolder.list(in: trust.paths), profile: profile)
            let verifier = try DecisionFileVerifier(trust: store, source: source, knowledge: knowledge)
            vouching = EmbeddedDecisions(verifier, at: time)
        }
        return try ApplicationVerifier(
            trust: store,
            signatures: signatures,
            source: source,
            policy: IntakePolicy(authorisedOperators: Set(operators), profile: profile),
            decisions: vouching
        )
    }

    /// Takes one application in.
    func judge(
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
        case .pdf:
            throw .unsupported("an application is XML, loose or in a container; a PDF can only be attached to it")
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
