import ArgumentParser
import KandasSign

/// Where trust comes from: `--trust`, repeatable.
///
/// There is no built-in trust.
struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp(
            "A folder of anchors, CA certificates and CRLs, without its subfolders, or one such file. Repeatable.",
            valueName: "folder"
        ),
        completion: .file()
    )
    var paths: [String] = []

    /// Reads the trust folders; files that hold nothing of use are told about.
    func store(_ console: Console) throws(SigningError) -> TrustStore {
        let store = try TrustStore(paths: paths)
        for file in store.unusedFiles { console.note("\(file.path) is not used: \(file.reason)") }
        return store
    }
}
