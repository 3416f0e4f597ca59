import ArgumentParser
import KandasSign

/// `inspect`: what is in a file, without any opinion on it.
struct InspectCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract:
            "Says what is in a file, without judging it: CMS, ASiC-E containers, XML, certificates, revocation lists."
    )

    @Argument(help: "The file; - is the standard input.", completion: .file()) var file: String

    @Option(
        help: ArgumentHelp("What a detached signature was made over.", valueName: "file"),
        completion: .file()
    )
    var content: String?

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if file == "-", content == "-" { throw ValidationError("The standard input can be read only once.") }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let inspection = try FileInspector()
            .inspect(
                try InputFile(path: file),
                content: try content.map { path throws(SigningError) in try InputFile(path: path) }
            )
        let document = InspectionDocument(inspection, file: file)
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(InspectionText(console).text(document))
        }
        return .passed
    }
}
