import ArgumentParser
import KandasSign

/// `cosign`: adds a signature over the same content beside those that are there.
struct CosignCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "cosign",
        abstract: "Adds a signature beside those that are there; every byte of these is kept."
    )

    @Argument(help: "The signed file.", completion: .file()) var file: String

    @Option(
        help: ArgumentHelp("What a detached signature was made over.", valueName: "file"),
        completion: .file()
    )
    var content: String?

    @OptionGroup var key: KeyOptions
    @OptionGroup var signature: SignatureContentOptions
    @OptionGroup var product: ProductOptions
    @OptionGroup var report: ReportOptions

    var productPath: String? { product.output }
    var preciousPaths: [String] { key.paths + [content].compactMap(\.self) }

    func validate() throws {
        try key.requireKey()
        try signature.requirePlainLevel()
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let options = signature.options()
        let signer = try key.signer(at: options.signingTime)
        let input = try SignedInput(path: file)
        guard content == nil || input.format == .cms else {
            throw SigningError(.unsupported, "\(file) holds what it signs itself")
        }
        let content = try content.map { path throws(SigningError) in try InputFile(path: path).source() }
        let output = try product.open()
        switch input.format {
        case .cms:
            try SignedDataWriter().cosign(input.bytes, content: content, signer: signer, options: options, to: output)
        case .xml: try XMLSignatureWriter().cosign(input.bytes, signer: signer, options: options, to: output)
        case .pdf:
            let signed = try PDFSigner()
                .sign(
                    try input.bytes.bytes(in: 0..<input.bytes.count),
                    signer: signer,
                    options: PDFSignatureOptions(options)
                )
            try output.write(signed)
        case .asice:
            try ContainerSigner().cosign(input.bytes, signer: signer, options: options, to: output)
        }
        try output.commit()
        try console.write(signed: product.output, format: input.format, by: signer.certificate)
        return .passed
    }
}
