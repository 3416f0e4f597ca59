import ArgumentParser

/// A verb of the command line, such as `check`.
///
/// A verb lives in a file `<Name>Command.swift`, names itself by `commandName`, stands in the list of
/// ``KandasSignCommand`` and holds no logic of its own: it turns options into calls and answers into lines. It is
/// written like this:
///
///     struct InspectCommand: Verb {
///         static let configuration = CommandConfiguration(commandName: "inspect", abstract: "Says what is in a file.")
///
///         @Argument(help: "The file; - is the standard input.", completion: .file()) var file: String
///         @OptionGroup var report: ReportOptions        // --json, --language: every verb
///         @OptionGroup var password: PasswordOptions    // --password-file, -fd, -env, or a prompt
///         @OptionGroup var time: TimeOptions            // --at
///         @OptionGroup var trust: TrustOptions          // --trust, repeatable
///         @OptionGroup var product: ProductOptions      // -o, --output
///         var productPath: String? { product.output }   // only if the verb has a product
///
///         func perform(_ console: Console) async throws -> ExitStatus {
///             let facts = try …                         // a thrown SigningError becomes message and exit code
///             if console.isJSON { try console.write(object: facts) } else { try console.write("…") }
///             return .passed
///         }
///     }
///
/// - Results go through ``Console``: text by `write(_:)`, one compact JSON object a line by `write(object:)`. They are
///   on the standard output, unless the verb's product itself goes there (`-o -`): then they are on the standard error.
/// - `console.note(_:)` is for what is not a result; `console.progress(_:total:)` shows long work on a terminal.
/// - A wrong combination of options is a `ValidationError`, thrown in `validate()`: usage and exit code 64.
/// - Several inputs: a line each in their order, and `ExitStatus(combining:)`.
protocol Verb: AsyncParsableCommand {
    /// `--json` and `--language`.
    var report: ReportOptions { get }

    /// Where the verb's product goes, if it makes one; `-` is the standard output.
    var productPath: String? { get }

    /// Files that the product must not replace, since nobody could get them back: keys, passwords, what was signed.
    var preciousPaths: [String] { get }

    /// Does the verb's work.
    ///
    /// - Returns: The exit code.
    /// - Throws: Whatever keeps it from an answer: it is reported, and its code is that of `ExitStatus.init(_:)`.
    mutating func perform(_ console: Console) async throws -> ExitStatus
}

extension Verb {
    var productPath: String? { nil }
    var preciousPaths: [String] { [] }

    mutating func run() async throws {
        let console = Console(isJSON: report.json, language: report.language, productPath: productPath)
        let status: ExitStatus
        do {
            if let productPath { try SameFile.refuse(productPath, over: preciousPaths) }
            status = try await perform(console)
        } catch let error as ValidationError {
            throw error
        } catch {
            console.report(error)
            status = ExitStatus(error)
        }
        console.finish(with: status)
    }
}
