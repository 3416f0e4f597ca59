import ArgumentParser

/// `trust`: looks after a trust folder. Its verbs are in `Trust/`.
struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Looks after a trust folder: what is in it, what it is trusted for, and whether it is current.",
        discussion: """
            A trust folder holds CA certificates and revocation lists; the file trust.json in it says where each \
            certificate came from, its SHA-256, and what it is an anchor for. Nothing is trusted that is not in it.
            """,
        subcommands: [
            TrustListCommand.self, TrustAddCommand.self, TrustFetchCommand.self, TrustCheckCommand.self,
        ]
    )

    /// Without a verb there is nothing to do, and an exit code of 0 would read as "in order".
    func run() async throws {
        Console.writeToStandardError(KandasSignCommand.helpMessage(for: Self.self))
        throw ExitCode(ExitStatus.usage)
    }
}
