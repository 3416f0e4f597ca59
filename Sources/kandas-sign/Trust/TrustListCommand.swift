import ArgumentParser
import KandasSign

/// `trust list`: what is in a trust folder.
struct TrustListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Says what is in a trust folder, and what each certificate is trusted for."
    )

    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let check = try TrustCheck(try TrustFolder(path: folder.path), at: .now())
        let document = TrustDocument(
            check,
            hasFindings: false,
            catalogue: Words.catalogue,
            language: console.language
        )
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(TrustText(console).list(document))
        }
        return .passed
    }
}
