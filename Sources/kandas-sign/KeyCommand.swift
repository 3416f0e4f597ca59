import ArgumentParser
import KandasSign

/// `key`: whose key is in a file, and can it sign?
struct KeyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Says whose key is in a file, how long it is valid, and whether it can sign now.",
        discussion: """
            Ends with 0 if the key can sign now, with 1 if it must not, and with 77 if it cannot be opened. Whether \
            the certificate was revoked is not looked at. The identification number is shown in full: it stands in the \
            certificate, which every signature carries.
            """
    )

    @Argument(help: "The key file: PKCS#12, PEM or PKCS#8; - is the standard input.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp("The certificate, if the key file holds none.", valueName: "file"),
        completion: .file()
    )
    var cert: String?

    @OptionGroup var password: PasswordOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let opened = try KeyFile(opening: file, certificatePath: cert, password: password)
        let document = KeyDocument(opened, file: file, at: time.judgedAt(), in: console.language)
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(document.text(for: console))
        }
        return document.canSign ? .passed : .failed
    }
}
