import ArgumentParser
import KandasSign

/// `countersign`: signs a signature that is there.
struct CountersignCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "countersign",
        abstract: "Signs a signature that is there, as its unsigned attribute; every signed byte is kept."
    )

    @Argument(help: "The signed file.", completion: .file()) var file: String

    @Option(help: ArgumentHelp("Which signature, by its number in verify's report.", valueName: "number"))
    var signature = 1

    @Option(
        help: ArgumentHelp("What a detached signature was made over.", valueName: "file"),
        completion: .file()
    )
    var content: String?

    @OptionGroup var key: KeyOptions
    @OptionGroup var options: SignatureContentOptions
    @OptionGroup var product: ProductOptions
    @OptionGroup var report: ReportOptions

    var productPath: String? { product.output }
    var preciousPaths: [String] { key.paths + [content].compactMap(\.self) }

    func validate() throws {
        try key.requireKey()
        try options.requirePlainLevel()
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let options = options.options()
        let signer = try key.signer(at: options.signingTime)
        let input = try SignedInput(path: file)
        guard content == nil || input.format != .asice else {
            throw SigningError(.unsupported, "\(file) is a container and holds what it signs itself")
        }
        let content = try content.map { path throws(SigningError) in try InputFile(path: path) }
        let output = try product.open()
        switch input.format {
        case .cms:
            try SignedDataWriter()
                .countersign(
                    input.bytes,
                    content: content?.source(),
                    number: signature,
                    signer: signer,
                    options: options,
                    to: output
                )
        case .xml:
            try XMLSignatureWriter()
                .countersign(
                    input.bytes,
                    content: try XMLDetachedContent(content, limits: Limits()),
                    number: signature,
                    signer: signer,
                    options: options,
                    to: output
                )
        case .pdf: throw SigningError(.unsupported, "a PDF is signed once more by cosign")
        case .asice:
            try ContainerSigner()
                .countersign(
                    input.bytes,
                    number: signature,
                    signer: signer,
                    options: options,
                    to: output
                )
        }
        try output.commit()
        try console.write(signed: product.output, format: input.format, by: signer.certificate)
        return .passed
    }
}
