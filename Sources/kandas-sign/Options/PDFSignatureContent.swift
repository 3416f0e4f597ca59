import ArgumentParser
import KandasSign

/// What a signature in a PDF says besides: `--reason`, `--location`.
struct PDFSignatureContent: ParsableArguments {
    @Option(
        name: .customLong("reason"),
        help: ArgumentHelp("With pdf: why the document is signed, as the signature says it.", valueName: "text")
    )
    var reason: String?

    @Option(
        name: .customLong("location"),
        help: ArgumentHelp("With pdf: where the document is signed, as the signature says it.", valueName: "text")
    )
    var location: String?

    /// Whether anything was asked for.
    var isGiven: Bool { reason != nil || location != nil }

    /// What goes into the signature.
    func options(_ options: SignatureOptions) -> PDFSignatureOptions {
        var result = PDFSignatureOptions(options)
        result.reason = reason
        result.location = location
        return result
    }
}

extension PDFSignatureOptions {
    /// The same for a PDF.
    init(_ options: SignatureOptions) {
        self.init(signingTime: options.signingTime, includesChain: options.includesChain)
    }
}
