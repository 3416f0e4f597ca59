import ArgumentParser
import KandasSign

/// `sign`: makes a signature over a file, or a signed container of files.
struct SignCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Signs a file as CMS, or files as an ASiC-E container."
    )

    @Argument(help: "The file; several for a container; - is the standard input.", completion: .file())
    var files: [String]

    @Option(
        help: ArgumentHelp("cms, the default whatever the output is called, or asice.", valueName: "cms|asice"),
        transform: { text in
            guard let format = SignedFileFormat(rawValue: text.lowercased()) else {
                throw ValidationError("cms and asice are the formats there are.")
            }
            return format
        }
    )
    var format: SignedFileFormat = .cms

    @Flag(help: "Leave the content outside the CMS message.") var detached = false

    @OptionGroup var key: KeyOptions
    @OptionGroup var content: SignatureContentOptions
    @OptionGroup var product: ProductOptions
    @OptionGroup var report: ReportOptions

    var productPath: String? { product.output }
    // What is signed is inside the product, unless that is detached.
    var preciousPaths: [String] { key.paths + (detached ? files : []) }

    func validate() throws {
        if format == .cms, files.count != 1 {
            throw ValidationError("A CMS message is made of one file; for several there is --format asice.")
        }
        if format == .asice, detached { throw ValidationError("--detached goes with --format cms.") }
        if format == .asice, files.contains("-") {
            throw ValidationError("A container is made of files with names, not of the standard input.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let options = content.options()
        let signer = try key.signer(at: options.signingTime)
        switch format {
        case .cms:
            let input = try InputFile(path: files[0])
            let output = try product.open()
            try SignedDataWriter()
                .sign(
                    input.source(),
                    isDetached: detached,
                    signers: [signer],
                    options: options,
                    to: output
                )
            try output.commit()
        case .asice:
            try signContainer(signer, options)
        }
        try console.write(signed: product.output, format: format, by: signer.certificate)
        return .passed
    }

    private func signContainer(_ signer: KeyFileSigner, _ options: SignatureOptions) throws(SigningError) {
        var inputs: [(name: String, bytes: any RandomAccessBytes)] = []
        for path in files {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            inputs.append((name, try InputFile(path: path).randomAccess(memoryLimit: Limits().pipedContainerBytes)))
        }
        let output = try product.open()
        let writer = try ASiCContainerWriter(to: output)
        for input in inputs {
            try writer.add(input.name, mediaType: MediaType.ofName(input.name), .file(input.bytes))
        }
        try writer.sign { (manifest) throws(SigningError) in
            try SignedDataWriter().signDetached(manifest, signers: [signer], options: options)
        }
        try writer.finish()
        try output.commit()
    }
}
