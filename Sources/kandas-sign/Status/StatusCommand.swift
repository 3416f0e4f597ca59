import ArgumentParser

/// `status`: an authority's status list, and what it says about a certificate.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Keeps an authority's status list, and says what a list says about a certificate.",
        discussion: """
            The register is the authority's own file; the list is made from it, signed, and handed out. Neither holds a \
            name or an identification number: a certificate names its place in the list.
            """,
        subcommands: [
            StatusNewCommand.self, StatusAssignCommand.self, StatusExtendCommand.self, StatusReplaceCommand.self,
            StatusEndCommand.self, StatusAnnulCommand.self, StatusPublishCommand.self, StatusShowCommand.self,
        ]
    )

    /// Without a verb there is nothing to do.
    func run() async throws {
        Console.writeToStandardError(KandasSignCommand.helpMessage(for: Self.self))
        throw ExitCode(ExitStatus.usage)
    }
}
