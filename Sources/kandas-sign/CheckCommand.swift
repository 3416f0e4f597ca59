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
            An attachment is a whole PDF or JPEG file of an accepted size whose name fits its content, with nothing \
            before or behind it. One answer a file, in the order given. Exit code 0: all are accepted; 1: one is \
            refused; 65: one of several could not be read; 66: the only one could not be read.
            """
    )

    @Argument(
        help: ArgumentHelp("The files; - is the standard input.", valueName: "file"),
        completion: .file()
    )
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "Refuse files above this size: bytes, or with K, M or G for KiB, MiB or GiB. The default is 25M.",
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

    func validate() throws {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("The standard input is read once only.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        var policy = DocumentPolicy()
        if let maxSize { policy.maximumBytes = maxSize }
        let progress = console.progress("check", total: files.count)
        var statuses: [ExitStatus] = []
        try await InOrder.forEach(files) { [policy] file in
            CheckedFile(path: file, policy: policy)
        } consume: { checked in
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
}
