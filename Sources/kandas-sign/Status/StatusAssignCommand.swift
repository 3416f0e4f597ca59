import ArgumentParser
import KandasCase
import KandasSign

/// `status assign`: a place for a certificate that is about to be issued.
struct StatusAssignCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Gives out a place in the list, at random, for a certificate that is to be issued."
    )

    @Argument(help: "The register.", completion: .file()) var register: String

    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let file = try StatusRegisterFile(opening: register)
        var generator = SystemRandomNumberGenerator()
        let entry = try file.register.assign(using: &generator)
        try file.save()
        if console.isJSON {
            try console.write(object: StatusAnswer(list: entry.list, place: entry.index))
        } else {
            try console.write("\(console.word("LABEL_PLACE")): \(entry.index ?? 0) (\(entry.list ?? ""))")
        }
        return .passed
    }
}
