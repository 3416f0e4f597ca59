import ArgumentParser
import KandasSign

/// What goes into a new signature: `--level`, `--signing-time`, `--no-chain`.
struct SignatureContentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "B, the default, protects the signer's certificate, basic does not. T, LT and LTA: see the verb extend.",
            valueName: "basic|B|T|LT|LTA"
        ),
        transform: LevelOptions.level
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

    /// Refuses levels that are made by raising a signature, for verbs that do not do that.
    func requirePlainLevel() throws {
        guard level <= .b else {
            throw ValidationError(
                "The levels of this verb are basic and B; `extend` raises what it makes to \(level.rawValue)."
            )
        }
    }

    /// Whether nothing was asked for that goes into what is signed.
    var isUntouched: Bool { level >= .b && signingTime == nil && !leavesOutChain }

    /// The options; read once a run, since without `--signing-time` the time is the clock's.
    func options() -> SignatureOptions {
        SignatureOptions(signingTime: signingTime ?? .now(), level: level, includesChain: !leavesOutChain)
    }
}
