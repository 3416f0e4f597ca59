import ArgumentParser
import KandasCase
import KandasSign

/// What became of decisions after they were issued: `--status-list`, `--decisions`, and what trust folders hold.
struct EarlierOptions: ParsableArguments {
    @Option(
        name: .customLong("status-list"),
        help: ArgumentHelp(
            "An authority's signed status list. Repeatable; those in status/ of a trust folder count too.",
            valueName: "file"
        ),
        completion: .file()
    )
    var statusLists: [String] = []

    @Option(
        name: .customLong("decisions"),
        help: ArgumentHelp(
            "Look here for decisions issued before: extensions, and certificates to be extended. Repeatable.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var folders: [String] = []

    /// What trust folders and options tell.
    ///
    /// - Parameters:
    ///   - trust: The trust folders.
    ///   - profile: Which identification numbers pass.
    ///   - validator: Judges the signatures of status lists.
    ///   - time: The time to judge at.
    ///   - console: Told about status lists that cannot be read.
    /// - Returns: What is known.
    /// - Throws: ``SigningError`` for a list of authorities that is not authentic, and for a status list that an option
    ///   names and that cannot be read.
    func knowledge(
        _ trust: TrustOptions,
        _ profile: RuleContext.Profile,
        _ validator: CMSValidator,
        at time: Timestamp,
        _ console: Console
    ) throws(SigningError) -> DecisionKnowledge {
        var knowledge = DecisionKnowledge(authorities: try AuthorityFolder.list(in: trust.paths), profile: profile)
        for path in statusLists { knowledge.add(try EarlierOptions.list(path, validator, time)) }
        for path in StatusFolder.lists(in: trust.paths) {
            do throws(SigningError) {
                knowledge.add(try EarlierOptions.list(path, validator, time))
            } catch {
                console.note("\(path) is not used: \(error)")
            }
        }
        return knowledge
    }

    /// The decisions issued before, looked through on all cores.
    ///
    /// - Parameters:
    ///   - trust: Whom to trust.
    ///   - source: Who is asked about revocation; `nil` for nobody.
    ///   - profile: Which identification numbers pass.
    ///   - time: The time to judge at.
    ///   - console: Shows the progress.
    /// - Returns: What is known; each document is judged once somebody asks for its certificate.
    /// - Throws: ``SigningError`` as ``knowledge(_:_:_:at:_:)`` does, and if a folder cannot be read.
    func decisions(
        trust: TrustOptions,
        source: (any EvidenceSource)?,
        profile: RuleContext.Profile,
        at time: Timestamp,
        _ console: Console
    ) async throws -> EarlierDecisions {
        let store = try TrustStore(paths: trust.paths)
        let validator = try CMSValidator(trust: store, source: source)
        let earlier = EarlierDecisions(
            try DecisionFileVerifier(
                trust: store,
                source: source,
                knowledge: try knowledge(trust, profile, validator, at: time, console)
            ),
            at: time
        )
        let paths = try GivenPaths.expand(folders)
        guard !paths.isEmpty else { return earlier }
        let progress = console.progress("decide: looking through decisions", total: paths.count)
        var done = 0
        try await InOrder.forEach(paths) { path in
            earlier.note(file: path)
        } consume: { _ in
            done += 1
            progress.advance(to: done)
        }
        return earlier
    }

    private static func list(
        _ path: String,
        _ validator: CMSValidator,
        _ time: Timestamp
    ) throws(SigningError) -> JudgedStatusList {
        try SignedStatusList(reading: try InputFile(path: path).source()).judge(by: validator, at: time)
    }
}
