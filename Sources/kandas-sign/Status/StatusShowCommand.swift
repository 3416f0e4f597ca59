import ArgumentParser
import KandasCase
import KandasSign

/// `status show`: what a signed list says.
struct StatusShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Says what a signed list says, about itself or about a certificate.",
        discussion: """
            Ends with 0 if the list's signature passed and it is current, and with a certificate if nothing speaks \
            against it; 1 if it is broken, or the certificate is out of force by it; 2 if it cannot be relied on.
            """
    )

    @Argument(help: "The signed list; - is the standard input.", completion: .file()) var list: String

    @Argument(help: "A certificate, which names its place in the list.", completion: .file())
    var certificate: String?

    @Option(help: ArgumentHelp("A place in the list.", valueName: "number")) var place: Int?

    @OptionGroup var trust: TrustOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard certificate == nil || place == nil else { throw ValidationError("Give the certificate or --place.") }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let now = time.judgedAt()
        let signed = try SignedStatusList(reading: try InputFile(path: list).source())
        let judged = try signed.judge(by: try CMSValidator(trust: try trust.store(console)), at: now)
        let document = StatusListDocument(
            judged,
            file: list,
            place: try certificate.map { path throws(SigningError) in
                try DecisionDocument.place(ofDocumentAt: path, in: signed.list.id)
            } ?? place,
            catalogue: Words.catalogue,
            language: console.language
        )
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(StatusListText(console).lines(document))
        }
        return ExitStatus(verdict: document.verdict)
    }
}

extension ExitStatus {
    /// The code of a verdict's word.
    init(verdict: String) { self = verdict == "passed" ? .passed : verdict == "failed" ? .failed : .indeterminate }
}
