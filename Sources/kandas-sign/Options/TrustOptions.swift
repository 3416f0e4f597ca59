import ArgumentParser

/// Where trust comes from: `--trust`, repeatable.
///
/// There is no built-in trust.
struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp(
            "A folder of anchors, CA certificates, CRLs and OCSP responses, or one such file. Repeatable.",
            valueName: "folder"
        ),
        completion: .file()
    )
    var paths: [String] = []
}
