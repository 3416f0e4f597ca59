import ArgumentParser
import KandasSign

/// What raising signatures to a level needs: `--tsa`, `--tsa-digest`, `--tsa-policy`, `--online`, `--trust`, `--policy`.
struct LevelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The address of the timestamping authority, http://...", valueName: "url"),
        transform: { text in
            guard let address = HTTPAddress(text) else {
                throw ValidationError(
                    "\(text) is no http address: an authority's answer proves itself by its signature."
                )
            }
            return address
        }
    )
    var tsa: HTTPAddress?

    @Option(
        name: .customLong("tsa-digest"),
        help: ArgumentHelp(
            "The digest that timestamps are made over; streebog512 for national signatures and sha256 for others if not given.",
            valueName: "sha256|sha384|sha512|streebog256|streebog512|gost34311"
        ),
        transform: LevelOptions.digest
    )
    var digest: DigestAlgorithm?

    @Option(
        name: .customLong("tsa-policy"),
        help: ArgumentHelp("The policy that timestamps are to be made under, an object identifier.", valueName: "oid"),
        transform: { text in
            guard let policy = ObjectIdentifier(dotted: text) else {
                throw ValidationError("\(text) is no object identifier.")
            }
            return policy
        }
    )
    var timestampPolicy: ObjectIdentifier?

    @OptionGroup var online: OnlineOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var policy: PolicyOptions

    /// Whether anything was asked for.
    var isGiven: Bool {
        let isServed = tsa != nil || digest != nil || timestampPolicy != nil || online.online
        return isServed || !trust.paths.isEmpty || policy.name != nil || policy.withoutRevocation
    }

    /// Makes sure that a level can be reached with what was given.
    func validate(for level: SignatureLevel) throws {
        guard level > .b else {
            guard !isGiven else {
                throw ValidationError("--tsa, --trust and what goes with them are for the levels T, LT and LTA.")
            }
            return
        }
        guard tsa != nil else { throw ValidationError("Which authority makes the timestamps? Give --tsa.") }
        guard level == .t || !trust.paths.isEmpty else {
            throw ValidationError("Level \(level.rawValue) holds proven evidence: give --trust.")
        }
        guard !policy.withoutRevocation else {
            throw ValidationError("A level cannot be proven --without-revocation.")
        }
    }

    /// The extender for files.
    func extender(_ console: Console) throws(SigningError) -> SignedFileExtender {
        let parts = try parts(console)
        let documents = try XMLSignatureExtender(
            timestamps: parts.timestamps,
            trust: parts.trust,
            policy: parts.policy,
            evidence: parts.evidence,
            digest: digest
        )
        return SignedFileExtender(try messageExtender(parts), documents: documents)
    }

    /// The extender for CMS messages.
    func messageExtender(_ console: Console) throws(SigningError) -> SignedDataExtender {
        try messageExtender(try parts(console))
    }

    private func messageExtender(_ parts: Parts) throws(SigningError) -> SignedDataExtender {
        try SignedDataExtender(
            timestamps: parts.timestamps,
            trust: parts.trust,
            policy: parts.policy,
            evidence: parts.evidence,
            digest: digest
        )
    }

    /// What every extender is made of.
    private struct Parts {
        let timestamps: TimestampClient
        let trust: TrustStore
        let policy: ValidationPolicy
        let evidence: (any EvidenceSource)?
    }

    private func parts(_ console: Console) throws(SigningError) -> Parts {
        guard let tsa else { throw SigningError(.unsupported, "no timestamping authority was named") }
        let store = try trust.store(console)
        let policy = try policy.policy(or: .generic)
        if store.anchors(for: .timestamp).isEmpty {
            console.note("The timestamping authority was not judged, since --trust names no anchor for timestamps.")
        }
        return Parts(
            timestamps: TimestampClient(tsa, http: HTTPClient(proxy: online.proxy), policy: timestampPolicy),
            trust: store,
            policy: policy,
            evidence: try online.source(for: policy, at: .now())
        )
    }

    /// Reads a level.
    static func level(_ text: String) throws -> SignatureLevel {
        guard let level = SignatureLevel.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
            throw ValidationError("basic, B, T, LT and LTA are the levels there are.")
        }
        return level
    }

    private static func digest(_ text: String) throws -> DigestAlgorithm {
        switch text.lowercased() {
        case "sha256": return .sha256
        case "sha384": return .sha384
        case "sha512": return .sha512
        case "streebog256": return .streebog256
        case "streebog512": return .streebog512
        case "gost34311": return .gost34311
        default:
            throw ValidationError(
                "sha256, sha384, sha512, streebog256, streebog512 and gost34311 are the digests there are."
            )
        }
    }
}
