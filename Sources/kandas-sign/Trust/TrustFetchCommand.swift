import ArgumentParser
import KandasSign

/// `trust fetch`: downloads the national CA's certificates. The only verb that reaches for the network.
struct TrustFetchCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Downloads the national CA's certificates into a trust folder, by their known SHA-256.",
        discussion: """
            The certificates are published over plain HTTP; one is taken only if its SHA-256 is the one this program \
            knows, wherever it came from. Revocation lists (--crls) are taken if a CA of the folder signed them and \
            they are not older than what is there. Each network has a folder of its own. Ends with 1 if something \
            came that was refused, else with 69 if something could not be had.
            """
    )

    @OptionGroup var folder: TrustFolderOptions

    @Option(
        help: ArgumentHelp("Whose certificates: production or test.", valueName: "network"),
        completion: .list(NationalNetwork.allCases.map(\.rawValue)),
        transform: { text in
            guard let network = NationalNetwork(rawValue: text.lowercased()) else {
                throw ValidationError("production and test are the networks there are.")
            }
            return network
        }
    )
    var network: NationalNetwork = .production

    @OptionGroup var scope: PurposeOptions

    @Flag(help: "Download revocation lists too.") var crls = false

    @Flag(help: "Download certificates that have ended too, for old documents.") var ended = false

    @Option(
        help: ArgumentHelp(
            "Download from below this address instead of the published ones; the digests still hold.",
            valueName: "url"
        ),
        transform: TrustFetchCommand.address
    )
    var from: HTTPAddress?

    @Option(
        help: ArgumentHelp("Ask this proxy. None is taken from the environment.", valueName: "url"),
        transform: TrustFetchCommand.address
    )
    var proxy: HTTPAddress?

    @Option(help: ArgumentHelp("How long each file may take, in seconds.", valueName: "seconds"))
    var timeout = 60

    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard 1...3_600 ~= timeout else { throw ValidationError("--timeout is a number from 1 to 3600.") }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        var fetcher = TrustFetcher(http: HTTPClient(proxy: proxy), mirror: from)
        fetcher.timeout = .seconds(timeout)
        var order = TrustFetcher.Order(network)
        order.purposes = scope.purposes
        order.includesEnded = ended
        order.includesLists = crls
        let fetched = try fetcher.fetch(order, into: folder.path, at: .now())
        let document = FetchDocument(fetched, folder: folder.path, network: network, in: console.language)
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(document.text(for: console))
        }
        return document.status
    }

    private static func address(_ text: String) throws -> HTTPAddress {
        guard let address = HTTPAddress(text) else {
            throw ValidationError("http://mirror.example/certificates/ is how an address is written.")
        }
        return address
    }
}
