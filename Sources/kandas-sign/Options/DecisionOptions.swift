import ArgumentParser
import KandasCase
import KandasSign

/// What is known about decisions besides themselves: `--status-list`, `--decisions`, and what trust folders hold.
struct DecisionOptions: ParsableArguments {
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
            "Look here for decisions on extension. Repeatable; those among the files themselves count too.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var folders: [String] = []

    @Flag(help: "Let the identification numbers of the national test kit pass.") var testProfile = false

    /// What trust folders and options tell.
    ///
    /// - Parameters:
    ///   - trust: The trust folders.
    ///   - validator: Judges the signatures of status lists.
    ///   - time: The time to judge at.
    ///   - console: Told about status lists that cannot be read.
    /// - Returns: What is known.
    /// - Throws: ``SigningError`` for a list of authorities that is not authentic, and for a status list that an option
    ///   names and that cannot be read.
    func knowledge(
        _ trust: TrustOptions,
        _ validator: CMSValidator,
        at time: Timestamp,
        _ console: Console
    ) throws(SigningError) -> DecisionKnowledge {
        var knowledge = DecisionKnowledge(
            authorities: try AuthorityFolder.list(in: trust.paths),
            profile: testProfile ? .test : .production
        )
        for path in statusLists { knowledge.add(try DecisionOptions.list(path, validator, time)) }
        for path in StatusFolder.lists(in: trust.paths) {
            do throws(SigningError) {
                knowledge.add(try DecisionOptions.list(path, validator, time))
            } catch {
                console.note("\(path) is not used: \(error)")
            }
        }
        return knowledge
    }

    private static func list(
        _ path: String,
        _ validator: CMSValidator,
        _ time: Timestamp
    ) throws(SigningError) -> JudgedStatusList {
        try SignedStatusList(reading: try InputFile(path: path).source()).judge(by: validator, at: time)
    }
}
