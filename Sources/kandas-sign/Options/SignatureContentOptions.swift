import ArgumentParser
import KandasSign

/// What goes into a new signature: `--level`, `--signing-time`, `--no-chain`.
struct SignatureContentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("B, the default, protects the signer's certificate, basic does not.", valueName: "basic|B"),
        transform: { text in
            switch text.lowercased() {
            case "basic": return .basic
            case "b": return .b
            default: throw ValidationError("basic and B are the levels there are.")
            }
        }
    )
    var level: SignatureLevel = .b

    @Option(
        help: ArgumentHelp(
            "The time that the signature claims; the default is now. It proves nothing.",
            valueName: "time"
        ),
        transform: { text in
            guard let time = Timestamp(text) else {
                throw ValidationError("2026-11-22 and 2026-11-22T10:00:00Z are how a time is written.")
            }
            return time
        }
    )
    var signingTime: Timestamp?

    @Flag(name: .customLong("no-chain"), help: "Leave out the certificates above the signer's own.")
    var leavesOutChain = false

    /// Whether nothing was asked for.
    var isUntouched: Bool { level == .b && signingTime == nil && !leavesOutChain }

    /// The options; read once a run, since without `--signing-time` the time is the clock's.
    func options() -> SignatureOptions {
        SignatureOptions(signingTime: signingTime ?? .now(), level: level, includesChain: !leavesOutChain)
    }
}
