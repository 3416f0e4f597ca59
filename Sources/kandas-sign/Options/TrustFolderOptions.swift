import ArgumentParser
import KandasSign

/// The one folder that `trust` looks after: `--trust`.
struct TrustFolderOptions: ParsableArguments {
    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp("The trust folder.", valueName: "folder"),
        completion: .directory
    )
    var path: String
}

/// What anchors are trusted for: `--for`, repeatable.
struct PurposeOptions: ParsableArguments {
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "What the anchor is trusted for: signer, timestamp or ocsp. Repeatable; the default is all of them.",
            valueName: "purpose"
        ),
        completion: .list(TrustPurpose.allCases.map(\.rawValue)),
        transform: { text in
            guard let purpose = TrustPurpose(rawValue: text.lowercased()) else {
                throw ValidationError("signer, timestamp and ocsp are the purposes there are.")
            }
            return purpose
        }
    )
    private var given: [TrustPurpose] = []

    /// The purposes, or `nil` if none was given.
    var purposes: Set<TrustPurpose>? { given.isEmpty ? nil : Set(given) }
}
