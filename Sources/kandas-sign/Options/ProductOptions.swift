import ArgumentParser
import KandasSign

/// Where the verb's product goes: `-o`, `--output`.
struct ProductOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("The file to write; - is the standard output.", valueName: "file"),
        completion: .file()
    )
    var output: String

    /// Opens the output; nothing appears there before its `commit()`.
    ///
    /// - Parameter isPrivate: Whether only the owner may read the file, as for keys and passwords.
    /// - Returns: The file, empty.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    func open(isPrivate: Bool = false) throws(SigningError) -> OutputFile {
        try OutputFile(path: output, isPrivate: isPrivate)
    }
}
