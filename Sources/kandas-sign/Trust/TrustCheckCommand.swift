import ArgumentParser
import KandasSign

/// `trust check`: is a trust folder in order?
struct TrustCheckCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether a trust folder is in order: digests, validity, paths, revocation lists.",
        discussion: """
            Ends with 0 if it can be used as it is, with 1 if something in it is not what it should be, and with 2 if \
            something is missing or overdue, so that documents would have to wait. Warnings alone end with 0.
            """
    )

    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let check = try TrustCheck(try TrustFolder(path: folder.path), at: time.judgedAt())
        let document = TrustDocument(check, hasFindings: true, catalogue: Words.catalogue, language: console.language)
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(TrustText(console).check(document))
        }
        return switch check.severity {
        case nil, .warning: .passed
        case .incomplete: .indeterminate
        case .wrong: .failed
        }
    }
}
