import ArgumentParser
import KandasSign

/// `extend`: raises the signatures of a file to a level.
struct ExtendCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Raises the signatures of a file to T, LT or LTA: timestamps, evidence, archive timestamps.",
        discussion: """
            T adds a timestamp over each signature, so that it outlives its certificate. LT adds the certificates and answers \
            about revocation by which it can be judged with the anchors alone. LTA adds an archive timestamp over all of \
            that, so that it outlives its algorithms; again and again, as these age. Nothing that was signed is touched. A \
            level that cannot be proven is not written.
            """
    )

    @Argument(help: "The signed file: a CMS message, a container or an XML document.", completion: .file()) var file:
        String

    @Option(
        help: ArgumentHelp("T, LT or LTA.", valueName: "T|LT|LTA"),
        transform: { text in
            let level = try LevelOptions.level(text)
            guard level > .b else { throw ValidationError("T, LT and LTA are the levels to extend to.") }
            return level
        }
    )
    var level: SignatureLevel

    @Option(
        help: ArgumentHelp("What a detached signature was made over; LTA needs it.", valueName: "file"),
        completion: .file()
    )
    var content: String?

    @OptionGroup var levels: LevelOptions
    @OptionGroup var product: ProductOptions
    @OptionGroup var report: ReportOptions

    var productPath: String? { product.output }
    // Replacing the message itself is what many will want; what was signed must not be lost.
    var preciousPaths: [String] { [content].compactMap(\.self) }

    func validate() throws { try levels.validate(for: level) }

    func perform(_ console: Console) async throws -> ExitStatus {
        let input = try SignedInput(path: file)
        let extender = try levels.extender(console)
        let content = try content.map { path throws(SigningError) in try InputFile(path: path) }
        let output = try product.open()
        try extender.extend(input, content: content, to: level, at: .now(), to: output)
        try output.commit()
        try console.write(extended: product.output, format: input.format, to: level)
        return .passed
    }
}
