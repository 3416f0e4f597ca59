import ArgumentParser
import KandasSign

/// `trust add`: puts certificates into a trust folder.
struct TrustAddCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Puts CA certificates into a trust folder and lists them in its trust.json.",
        discussion: """
            A self-signed certificate becomes an anchor; another CA's certificate does so with --anchor, else it only \
            helps to build paths. Adding a certificate again changes nothing, unless --anchor or --for asks for more. \
            Revocation lists need no entry: copy them into the folder. All of the files are added, or none.
            """
    )

    @Argument(help: "Files with certificates, DER or PEM; - is the standard input.", completion: .file())
    var files: [String]

    @Flag(help: "Make CA certificates anchors that are not self-signed.") var anchor = false

    @OptionGroup var scope: PurposeOptions
    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("The standard input can be read only once.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        // Everything is read before anything is touched.
        let given = try files.map { path throws(SigningError) in (path, try CertificateBundle.read(path)) }
        let editor = try TrustFolderEditor(path: folder.path)
        let now = Timestamp.now()
        var added: [TrustFolderEditor.Addition] = []
        for (path, certificates) in given {
            for certificate in certificates {
                added.append(
                    try editor.add(
                        certificate,
                        name: path == "-" ? "certificate" : path,
                        isAnchor: anchor,
                        purposes: scope.purposes,
                        source: path == "-" ? "standard input" : path,
                        at: now
                    )
                )
            }
        }
        try editor.commit()
        let document = TrustAdditionDocument(editor, added)
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(TrustText(console).additions(document))
        }
        return .passed
    }
}
