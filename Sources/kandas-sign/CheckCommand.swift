import ArgumentParser
import KandasDocs
import KandasSign
import KandasText

/// The verb `check`, which says whether files may be attached.
struct CheckCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether files may be attached to an application.",
        discussion: """
            An attachment is a whole and safe PDF or JPEG file of an accepted size whose name fits its content, with \
            nothing before or behind it. One answer a file, in the order given; of a folder all files, those of its \
            folders too. With --strip-metadata a JPEG is written anew without place, device, owner, comments, \
            thumbnails, further pictures and video; the picture itself stays byte for byte. Exit code 0: all are \
            accepted; 1: one is refused; 65: one of several could not be read; 66: the only one could not be read.
            """
    )

    @Argument(
        help: ArgumentHelp("The files and folders; - is the standard input.", valueName: "file"),
        completion: .file()
    )
    var files: [String] = []

    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp("What is accepted, as JSON; see --print-policy.", valueName: "file"),
        completion: .file()
    )
    var policyFile: String?

    @Flag(help: "Print the policy that is in force, and check nothing.")
    var printPolicy = false

    @Flag(help: "Write one JPEG anew without what it tells besides its picture; needs -o.")
    var stripMetadata = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Where --strip-metadata writes; - is the standard output.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Refuse files above this size: bytes, or with K, M or G for KiB, MiB or GiB. The default is the policy's, 25M.",
            valueName: "size"
        ),
        transform: { text in
            guard let size = ByteSize(text) else {
                throw ValidationError("4096, 500K and 25M are how a size is written.")
            }
            return size.bytes
        }
    )
    var maxSize: Int?

    @OptionGroup var report: ReportOptions

    var productPath: String? { output }
    var preciousPaths: [String] { files }

    func validate() throws {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("The standard input is read once only.")
        }
        guard stripMetadata == (output != nil) else {
            throw ValidationError("--strip-metadata and -o belong together.")
        }
        guard !stripMetadata || files.count == 1 else {
            throw ValidationError("--strip-metadata takes one file.")
        }
        guard printPolicy ? files.isEmpty : !files.isEmpty else {
            throw ValidationError(printPolicy ? "--print-policy takes no files." : "Name a file.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let policy = try policy()
        if printPolicy {
            if console.isJSON {
                try console.write(object: policy)
            } else {
                try console.write(String(policy.json.dropLast()))
            }
            return .passed
        }
        if stripMetadata { return try strip(files[0], policy, console) }
        let files = try GivenPaths.expand(files)
        let progress = console.progress("check", total: files.count)
        var statuses: [ExitStatus] = []
        var finder = DuplicateFinder()
        try await InOrder.forEach(files) { file in
            CheckedFile(path: file, policy: policy)
        } consume: { checked in
            var checked = checked
            checked.compare(with: &finder)
            statuses.append(checked.status)
            progress.advance(to: statuses.count)
            if console.isJSON {
                try console.write(object: checked.json(in: console.language))
            } else {
                try console.write(checked.text(in: console.language))
            }
            if case .failure(let error) = checked.outcome { console.note("\(error)") }
        }
        return ExitStatus(combining: statuses)
    }

    private func policy() throws(SigningError) -> DocumentPolicy {
        var policy = DocumentPolicy()
        if let policyFile {
            let json = try InputFile(path: policyFile).contents(limit: 1_048_576)
            do {
                policy = try DocumentPolicy(json: json)
            } catch {
                throw SigningError(.malformedInput, "\(policyFile): \(error)")
            }
        }
        if let maxSize { policy.maximumBytes = maxSize }
        return policy
    }

    private func strip(_ path: String, _ policy: DocumentPolicy, _ console: Console) throws -> ExitStatus {
        let answer = try StrippedFile(path: path, output: output ?? "-", policy: policy)
        if let bytes = answer.stripped.bytes { try OutputFile.write(bytes, to: answer.output) }
        if console.isJSON {
            try console.write(object: answer.json(in: console.language))
        } else {
            try console.write(answer.text(in: console.language))
        }
        return answer.status
    }
}
