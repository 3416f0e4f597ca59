import ArgumentParser
import KandasCase
import KandasSign

/// `status new`: an empty register.
struct StatusNewCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes an empty register for an authority's certificates."
    )

    @Argument(help: "The register to make; it must not be there yet.", completion: .file()) var register: String

    @Option(
        help: ArgumentHelp("The authority's BIN.", valueName: "bin"),
        transform: { text in
            guard let bin = BusinessIdentificationNumber(text) else { throw ValidationError("A BIN has 12 digits.") }
            return bin
        }
    )
    var bin: BusinessIdentificationNumber

    @Option(help: ArgumentHelp("How many certificates it is for.", valueName: "number")) var places = 1_048_576

    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        var generator = SystemRandomNumberGenerator()
        let id = ApplicationIdentifier.make(at: time.judgedAt(), using: &generator)
        let made = try StatusRegister(list: id, authority: bin, places: places)
        try StatusRegisterFile.create(made, at: register)
        try console.write(register: made, path: register)
        return .passed
    }
}
