import ArgumentParser
internal import Glibc
import KandasSign

/// `extract`: takes out what was signed, after judging the signatures.
struct ExtractCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract:
            "Takes out what was signed: the content of a CMS message, the files of an ASiC-E container, a signed part of XML.",
        discussion: """
            With --trust nothing is written unless verify would pass the file. Without it nobody says who the signers \
            are; the signatures must still fit the content. The files of a container go into a folder that must not be \
            there yet, or be empty. Of an XML document the canonical form that was signed is written, and nothing else. Ends with 0 exactly if what was signed has been written.
            """
    )

    @Argument(help: "The signed file; - is the standard input.", completion: .file()) var file: String

    @Option(help: ArgumentHelp("Of an XML document: the signature whose content it is.", valueName: "number"))
    var signature = 1

    @Option(help: ArgumentHelp("Of an XML document: the part, where a signature covers several.", valueName: "number"))
    var part: Int?

    @OptionGroup var product: ProductOptions
    @OptionGroup var policy: PolicyOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    var productPath: String? { product.output }
    var preciousPaths: [String] { [file] }

    func perform(_ console: Console) async throws -> ExitStatus {
        let store = trust.paths.isEmpty ? nil : try trust.store(console)
        let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let extractor = try ContentExtractor(
            trust: store,
            policy: try policy.policy(or: .generic),
            spoolFolder: temporary
        )
        let outcome = try extractor.extract(
            try InputFile(path: file),
            to: product.output,
            at: time.judgedAt(),
            part: SignedPart(signature: signature, number: part)
        )
        let document = ExtractionDocument(
            outcome,
            file: file,
            output: product.output,
            isSignerJudged: store != nil,
            catalogue: Words.catalogue,
            language: console.language
        )
        if console.isJSON {
            try console.write(object: document)
        } else {
            let result = console.word(outcome.isExtracted ? "RESULT_EXTRACTED" : "RESULT_NOT_EXTRACTED")
            try console.write(ReportText(console).lines(document.report) + "\n\(product.output): \(result)")
        }
        if outcome.isExtracted, store == nil { console.note(console.word("NOTE_SIGNER_NOT_JUDGED")) }
        return outcome.isExtracted ? .passed : ExitStatus(outcome.report.verdict)
    }
}
