import ArgumentParser
internal import Glibc

/// The command line: parses the arguments, runs one verb and ends with a code of ``ExitStatus``.
@main
struct KandasSignCommand: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "kandas-sign",
        abstract: "Signs and checks the electronic documents of the kandas service.",
        discussion: """
            Exit codes: 0 passed, 1 failed, 2 indeterminate, 64 usage, 65 input malformed or over a limit, \
            66 input cannot be opened, 69 a service or library does not work, 73 output cannot be written, \
            77 key or password refused.
            """,
        version: version,
        subcommands: [
            // In the order of a document's life.
            CheckCommand.self,
            ApplyCommand.self,
            IntakeCommand.self,
            TermCommand.self,
            DecideCommand.self,
            SignCommand.self,
            CosignCommand.self,
            CountersignCommand.self,
            ExtendCommand.self,
            VerifyCommand.self,
            PathCommand.self,
            StatusCommand.self,
            ExtractCommand.self,
            InspectCommand.self,
            KeyCommand.self,
            TrustCommand.self,
            PolicyCommand.self,
            TestPKICommand.self,
        ]
    )

    // ArgumentParser's own main would end with 1 on errors it does not know, and 1 means "the document failed".
    static func main() async {
        // Then a write to a closed pipe or past a size limit fails like any other, instead of ending the program.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        occupyStandardDescriptors()
        let command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            end(withParserError: error)
        }
        do {
            if var verb = command as? any AsyncParsableCommand {
                try await verb.run()
            } else {
                var verb = command
                try verb.run()
            }
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch {
            end(withParserError: error)
        }
        Glibc.exit(ExitStatus.passed.rawValue)
    }

    /// Puts something in the place of standard streams that are closed.
    ///
    /// Else the next file opened would take a closed one's number, and results would be written into a product. Reading
    /// and writing there still fail, since the stand-ins are open the other way round.
    private static func occupyStandardDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // open gives the lowest number that is free.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Without a verb there is nothing to do, and an exit code of 0 would read as "passed".
    func run() async throws {
        Console.writeToStandardError(Self.helpMessage())
        throw ExitCode(ExitStatus.usage)
    }

    /// Ends with a message of ArgumentParser: help and version on the standard output, usage errors on the other.
    private static func end(withParserError error: any Error) -> Never {
        let text = fullMessage(for: error)
        // Help of a non-verb such as `help` ends well; every other code but 0 is a usage error here.
        let isHelp = exitCode(for: error).isSuccess
        guard isHelp else {
            if CommandLine.arguments.contains("--json") {
                let console = Console(isJSON: true)
                console.report(code: "USAGE", reason: message(for: error))
                console.finish(with: .usage)
            }
            Console.writeToStandardError(text + "\n")
            Glibc.exit(ExitStatus.usage.rawValue)
        }
        let console = Console()
        do {
            try console.write(text)
        } catch {
            console.report(error)
            Glibc.exit(ExitStatus(error).rawValue)
        }
        console.finish(with: .passed)
    }
}
