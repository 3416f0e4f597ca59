import ArgumentParser
import KandasSign

/// Whether services are asked for what is missing: `--online` and what belongs to it. Offline is the default.
struct OnlineOptions: ParsableArguments {
    @Flag(help: "Ask OCSP responders and distribution points of revocation lists for what is missing; over http.")
    var online = false

    @Option(
        help: ArgumentHelp(
            "Ask through this HTTP proxy, such as http://proxy:3128/. The environment's proxies are not used.",
            valueName: "address"
        ),
        transform: { text in
            guard let address = HTTPAddress(text) else {
                throw ValidationError("http://proxy:3128/ is how a proxy is written.")
            }
            return address
        }
    )
    var proxy: HTTPAddress?

    @Option(
        name: .customLong("cache"),
        help: ArgumentHelp(
            "Keep answers in this folder, and use those that are there for as long as they are fresh.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var cachePath: String?

    @Flag(
        name: .customLong("allow-private-addresses"),
        help: "Ask services on this machine and in private networks too, if a certificate names them."
    )
    var allowsPrivateAddresses = false

    func validate() throws {
        guard online || proxy == nil && cachePath == nil && !allowsPrivateAddresses else {
            throw ValidationError("--proxy, --cache and --allow-private-addresses go with --online.")
        }
    }

    /// Who is asked, or `nil` for nobody.
    func source(for policy: ValidationPolicy, at time: Timestamp) throws(SigningError) -> (any EvidenceSource)? {
        guard online else { return nil }
        var settings = HTTPEvidenceSource.Settings(policy)
        if allowsPrivateAddresses { settings.services.allowsPrivateAddresses = true }
        return HTTPEvidenceSource(
            http: HTTPClient(proxy: proxy),
            settings: settings,
            cache: try cachePath.map { path throws(SigningError) in try EvidenceCache(path: path) },
            judgedAt: time
        )
    }
}
