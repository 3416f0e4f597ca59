import ArgumentParser
import KandasSign

/// `sign`: makes a signature over a file, or a signed container of files.
struct SignCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Signs a file as CMS, XML or PDF, or files as an ASiC-E container.",
        usage: """
            kandas-sign sign FILE... --key KEY -o OUT [--format cms|asice|xml|xades|wsse|pdf] [--detached]
                   kandas-sign sign FILE... --prepare STATE --bytes OUT [--cert CERT] [--format cms|asice] [--detached]
                   kandas-sign sign --complete STATE --signature FILE -o OUT
            """,
        discussion: """
            A key that is elsewhere signs in two steps. With --cert the bytes given out are the attributes that the key \
            signs, and a bare signature value comes back; without it they are the content itself (of a container: its \
            manifest), and a whole CMS message comes back.

            xml puts a signature in the national form into an XML document, xades one with the properties of XAdES \
            baseline B, wsse signs the body of a SOAP message for the state gateway. Signatures that are there are signed \
            with the document; cosign makes sure first that they hold.

            pdf adds an invisible signature field to a PDF (PAdES, level B or T). Signatures that are there stay valid, and \
            must hold.
            """
    )

    @Argument(help: "The file; several for a container; - is the standard input.", completion: .file())
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "cms, the default whatever the output is called, asice, xml, xades, wsse or pdf.",
            valueName: "cms|asice|xml|xades|wsse|pdf"
        ),
        transform: { text in
            guard let format = SigningFormat(rawValue: text.lowercased()) else {
                throw ValidationError("cms, asice, xml, xades, wsse and pdf are the formats there are.")
            }
            return format
        }
    )
    var format: SigningFormat = .cms

    @Flag(help: "Leave the content outside the signature.") var detached = false

    @Option(
        name: .customLong("id"),
        help: ArgumentHelp("With xml and xades: sign the element with this identifier alone.", valueName: "id")
    )
    var element: String?

    @OptionGroup var pdf: PDFSignatureContent
    @OptionGroup var key: KeyOptions
    @OptionGroup var content: SignatureContentOptions
    @OptionGroup var levels: LevelOptions
    @OptionGroup var steps: TwoStepOptions
    @OptionGroup var report: ReportOptions

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to write; - is the standard output.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    var productPath: String? { output ?? steps.bytes }
    // What is signed is inside the product, unless that is detached, or is only the bytes to be signed.
    var preciousPaths: [String] { key.paths + steps.paths + (detached || steps.isGiven ? files : []) }

    func validate() throws {
        try steps.validate(hasOutput: output != nil, keys: key, content: content)
        if steps.prepare != nil { try content.requirePlainLevel() }
        try levels.validate(for: content.level)
        if steps.complete != nil {
            guard files.isEmpty, format == .cms, !detached else {
                throw ValidationError("What is signed was fixed by --prepare.")
            }
            return
        }
        if !steps.isGiven {
            try key.requireKey()
            guard output != nil else { throw ValidationError("Where to? Give -o, --output.") }
        }
        guard !files.isEmpty else { throw ValidationError("Which file is to be signed?") }
        if steps.isGiven, files.contains("-") {
            throw ValidationError("What is signed in two steps is read twice, so it cannot be the standard input.")
        }
        if format != .asice, files.count != 1 {
            throw ValidationError("One file is signed so; for several there is --format asice.")
        }
        if format == .asice || format == .wsse || format == .pdf, detached {
            throw ValidationError("--detached goes with the formats cms, xml and xades.")
        }
        if element != nil, format.profile == nil || detached {
            throw ValidationError("--id goes with the formats xml and xades, and not with --detached.")
        }
        if steps.isGiven, format.file == .xml || format == .pdf {
            throw ValidationError("XML and PDF are not signed in two steps yet; cms and asice are.")
        }
        if format == .pdf, content.level < .b || content.level > .t {
            throw ValidationError("B and T are the levels of a signature in a PDF.")
        }
        if pdf.isGiven, format != .pdf { throw ValidationError("--reason and --location go with --format pdf.") }
        if format.file == .xml, content.level < .b || content.level > .b && format != .xades {
            throw ValidationError("Of XML signatures, xml is the basic level and xades is B or above.")
        }
        if format == .asice, files.contains("-") {
            throw ValidationError("A container is made of files with names, not of the standard input.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        if steps.complete != nil { return try complete(console) }
        let options = content.options()
        if steps.prepare != nil { return try prepare(options, console) }
        let path = output ?? ""
        let signer = try key.signer(at: options.signingTime)
        if format == .pdf {
            try signPDF(signer, options, to: path, console)
            try console.write(signed: path, format: .pdf, by: signer.certificate)
            return .passed
        }
        try write(to: path, format.file, detached ? files.first : nil, console) { (sink) throws(SigningError) in
            switch format {
            case .xml, .xades, .wsse: try signXML(signer, options, to: sink)
            case .asice: try signContainer(signer, options, to: sink)
            case .cms, .pdf:
                try SignedDataWriter()
                    .sign(
                        try InputFile(path: files[0]).source(),
                        isDetached: detached,
                        signers: [signer],
                        options: options,
                        to: sink
                    )
            }
        }
        try console.write(signed: path, format: format.file, by: signer.certificate)
        return .passed
    }

    /// Writes what `sign` makes to the output; for the levels above B, what comes of it once it has been raised.
    private func write(
        to path: String,
        _ format: SignedFileFormat,
        _ content: String?,
        _ console: Console,
        _ sign: (any ByteSink) throws(SigningError) -> Void
    ) throws(SigningError) {
        let output = try OutputFile(path: path)
        if self.content.level > .b {
            let extender = try levels.extender(console)
            let spool = try SpoolFile(besides: path)
            try sign(spool)
            try extender.extend(
                SignedInput(format: format, bytes: spool),
                content: try content.map { path throws(SigningError) in try InputFile(path: path) },
                to: self.content.level,
                at: .now(),
                to: output
            )
        } else {
            try sign(output)
        }
        try output.commit()
    }

    private func signPDF(
        _ signer: any Signer,
        _ options: SignatureOptions,
        to path: String,
        _ console: Console
    ) throws(SigningError) {
        let input = try InputFile(path: files[0]).randomAccess(memoryLimit: Limits().pdfBytes)
        let extender = content.level > .b ? try levels.messageExtender(console) : nil
        let output = try OutputFile(path: path)
        guard input.count <= Limits().pdfBytes else { throw SigningError(.limitExceeded, "the PDF is too long") }
        let signed = try PDFSigner()
            .sign(
                try input.bytes(in: 0..<input.count),
                signer: signer,
                options: pdf.options(options),
                extender: extender
            )
        try output.write(signed)
        try output.commit()
    }

    private func signXML(
        _ signer: any Signer,
        _ options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        let input = try InputFile(path: files[0])
        let writer = XMLSignatureWriter()
        if let profile = format.profile, detached {
            let name = SignCommand.name(of: files[0])
            try writer.signDetached(
                input.source(),
                named: name,
                signer: signer,
                options: options,
                form: XMLSignatureForm(profile, mediaType: MediaType.ofName(name)),
                to: sink
            )
        } else {
            let document = try input.randomAccess(memoryLimit: Limits().pipedContainerBytes)
            if let profile = format.profile {
                let form = XMLSignatureForm(profile, target: element.map { .element($0) } ?? .document)
                try writer.sign(document, signer: signer, options: options, form: form, to: sink)
            } else {
                try writer.signBody(of: document, signer: signer, options: options, to: sink)
            }
        }
    }

    private func signContainer(
        _ signer: any Signer,
        _ options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        var inputs: [(name: String, bytes: any RandomAccessBytes)] = []
        for path in files {
            let name = SignCommand.name(of: path)
            inputs.append((name, try InputFile(path: path).randomAccess(memoryLimit: Limits().pipedContainerBytes)))
        }
        let writer = try ASiCContainerWriter(to: sink)
        for input in inputs {
            try writer.add(input.name, mediaType: MediaType.ofName(input.name), .file(input.bytes))
        }
        try writer.sign { (manifest) throws(SigningError) in
            try SignedDataWriter().signDetached(manifest, signers: [signer], options: options)
        }
        try writer.finish()
    }

    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private func prepare(_ options: SignatureOptions, _ console: Console) throws(SigningError) -> ExitStatus {
        let request = try steps.request(key, options)
        var entries: [FileSigningPlan.Entry] = []
        for path in files {
            let name = SignCommand.name(of: path)
            entries.append(
                FileSigningPlan.Entry(
                    file: try RecordedFile(reading: path),
                    name: name,
                    mediaType: MediaType.ofName(name)
                )
            )
        }
        let plan = FileSigningPlan(format: format.file, isDetached: detached, entries: entries)
        try steps.prepare(plan, request, console)
        return .passed
    }

    private func complete(_ console: Console) throws(SigningError) -> ExitStatus {
        let file = try RemoteSigningStateFile<FileSigningPlan>(opening: steps.complete ?? "")
        let returned = try steps.returnedSignature()
        let certificate = try returned.certificate(for: file.state.request)
        let plan = file.state.plan
        let path = output ?? ""
        let content = plan.isDetached ? plan.entries.first?.file.path : nil
        try write(to: path, plan.format, content, console) { (sink) throws(SigningError) in
            try file.state.complete(with: returned, at: .now(), to: sink)
        }
        try file.markCompleted()
        try console.write(signed: path, format: plan.format, by: certificate)
        return .passed
    }
}
