/// Downloads the national CA's certificates and revocation lists into a trust folder.
///
/// A certificate is taken only if its SHA-256 is a known one, a revocation list only if a CA of the folder signed it and it
/// is not older than the one that is there. Wherever they come from, what proves them is the same; so a mirror will do.
public struct TrustFetcher: Sendable {
    /// What is known about national certificates.
    public var facts: NationalAuthorities
    /// Who asks the servers.
    public var http: any HTTPFetching
    /// Where the files are fetched from instead of the published addresses, by the same names.
    public var mirror: HTTPAddress?
    /// How long each file may take.
    public var timeout: Duration = .seconds(60)
    /// Bounds on each file.
    public var limits = Limits()

    /// What to fetch.
    public struct Order: Sendable {
        /// Whose certificates.
        public var network: NationalNetwork
        /// What roots are to be anchors for, of what they can be; `nil` for all of that.
        public var purposes: Set<TrustPurpose>?
        /// Whether certificates that have ended are fetched too, for old documents.
        public var includesEnded = false
        /// Whether revocation lists are fetched.
        public var includesLists = false

        /// Creates an order for the certificates of a network that are in force.
        public init(_ network: NationalNetwork) { self.network = network }
    }

    /// Creates a fetcher.
    ///
    /// - Parameters:
    ///   - facts: What is known about national certificates.
    ///   - http: Who asks the servers.
    ///   - mirror: Where the files are fetched from instead of the published addresses.
    public init(
        facts: NationalAuthorities = .shipped,
        http: any HTTPFetching,
        mirror: HTTPAddress? = nil
    ) {
        self.facts = facts
        self.http = http
        self.mirror = mirror
    }

    /// Fetches what is not there yet, and writes what was accepted.
    ///
    /// - Parameters:
    ///   - order: What to fetch.
    ///   - path: The trust folder; it is made if it is not there.
    ///   - time: The time of fetching.
    /// - Returns: What became of every file, in the order asked for.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/trustNetworksMixed`` if the folder is for another network,
    ///   or as ``TrustFolderEditor`` does. A server that does not answer is a result, not an error.
    public func fetch(
        _ order: Order,
        into path: String,
        at time: Timestamp
    ) throws(SigningError) -> [FetchedFile] {
        let editor = try TrustFolderEditor(path: path, facts: facts, limits: limits)
        try editor.setNetwork(order.network)
        var results: [FetchedFile] = []
        var known = editor.folder.anchors.map(\.certificate)
        for pin in facts.certificates where pin.network == order.network {
            guard order.includesEnded || pin.notAfter >= time else { continue }
            let result: FetchedFile
            let present = known.first { facts.pin(of: $0) == pin }
            if let present {
                result = try add(present, of: pin, from: nil, order, to: editor, at: time)
            } else {
                let (certificate, missed) = try certificate(pin)
                if let certificate {
                    known.append(certificate.value)
                    result = try add(certificate.value, of: pin, from: certificate.address, order, to: editor, at: time)
                } else {
                    result = missed
                }
            }
            results.append(result)
        }
        for location in facts.revocationLists where location.network == order.network && order.includesLists {
            results.append(list(location, authorities: known, editor))
        }
        // Where nothing was accepted nothing changes, not even that the folder now has a manifest.
        if results.contains(where: \.isTaken) { try editor.commit() }
        return results
    }

    private func add(
        _ certificate: Certificate,
        of pin: NationalAuthorities.Pin,
        from address: HTTPAddress?,
        _ order: Order,
        to editor: TrustFolderEditor,
        at time: Timestamp
    ) throws(SigningError) -> FetchedFile {
        let scope = pin.purposes.intersection(order.purposes ?? .all)
        // What is there and listed keeps its scope, unless more is asked for by name.
        let isListed = editor.manifest.entries.contains { $0.sha256 == pin.sha256 }
        let asks = !isListed || order.purposes != nil
        let addition = try editor.add(
            certificate,
            name: pin.name,
            isAnchor: asks && !scope.isEmpty,
            purposes: asks ? scope : nil,
            source: address?.description ?? "SHA-256 \(pin.sha256)",
            at: time
        )
        let outcome: FetchedFile.Outcome =
            switch addition {
            case .added, .updated: .taken(addition.file)
            case .present: .present(addition.file)
            }
        return FetchedFile(name: pin.name, address: address, outcome: outcome)
    }

    private func certificate(
        _ pin: NationalAuthorities.Pin
    ) throws(SigningError) -> ((value: Certificate, address: HTTPAddress)?, FetchedFile) {
        let addresses = places(pin.addresses, orNamed: "\(pin.name).cer")
        var missed = FetchedFile(name: pin.name, address: nil, outcome: .noAddress)
        for address in addresses {
            let answer = get(address, limit: limits.certificateBytes * 2)
            guard case .success(let bytes) = answer else {
                if case .failure(let failure) = answer {
                    missed = FetchedFile(name: pin.name, address: address, outcome: .unavailable(failure))
                }
                continue
            }
            let content = try? TrustFolder.read(bytes, limits: limits)
            guard let certificate = content?.onlyCertificate,
                facts.pin(of: certificate) == pin
            else {
                // Told even if another address then fails: somebody serves what nobody published.
                let digest = Hexadecimal.text(
                    try DigestAlgorithm.sha256.digest(of: content?.certificates.first?.der ?? bytes)
                )
                let refusal =
                    content?.certificates.isEmpty == false ? FetchedFile.Refusal.otherDigest : .notACertificate
                return (nil, FetchedFile(name: pin.name, address: address, outcome: .refused(refusal, digest)))
            }
            return ((certificate, address), missed)
        }
        return (nil, missed)
    }

    private func list(
        _ location: NationalAuthorities.ListLocation,
        authorities: [Certificate],
        _ editor: TrustFolderEditor
    ) -> FetchedFile {
        let name = location.addresses.first?.lastPathComponent ?? ""
        var missed = FetchedFile(name: name, address: nil, outcome: .noAddress)
        for address in places(location.addresses, orNamed: name) {
            func result(_ outcome: FetchedFile.Outcome) -> FetchedFile {
                FetchedFile(name: name, address: address, outcome: outcome)
            }
            let bytes: [UInt8]
            switch get(address, limit: limits.revocationListBytes) {
            case .success(let answer): bytes = answer
            case .failure(let failure):
                missed = result(.unavailable(failure))
                continue
            }
            let content = try? TrustFolder.read(bytes, limits: limits)
            guard let list = content?.onlyRevocationList,
                TrustManifest.isFileName(name)
            else { return result(.refused(.notAList, "")) }
            let issuers = authorities.filter { $0.subject == list.issuer }
            guard !issuers.isEmpty else { return result(.refused(.issuerMissing, list.issuer.description)) }
            guard issuers.contains(where: { list.isSigned(by: $0) }) else {
                return result(.refused(list.algorithm == nil ? .algorithmUnknown : .notSigned, "\(list.issuer)"))
            }
            // Whoever answers in the server's place must not make a revocation undone with a list of last year.
            let others = editor.folder.revocationLists.filter { $0.issuer == list.issuer }
            let before = editor.folder.files.first { $0.name == name }?.revocationLists.first
            if before?.der == list.der { return result(.present(name)) }
            if let newer = others.first(where: { other in
                other.thisUpdate > list.thisUpdate && other.isComplete == list.isComplete
                    && issuers.contains { other.isSigned(by: $0) }
            }) {
                return result(.refused(.older, newer.thisUpdate.description))
            }
            editor.put(list, name: name)
            return result(.taken(name))
        }
        return missed
    }

    private func places(_ published: [HTTPAddress], orNamed name: String) -> [HTTPAddress] {
        guard let mirror else { return published }
        let names = published.compactMap(\.lastPathComponent)
        var places: [HTTPAddress] = []
        for name in names.isEmpty ? [name] : names {
            if let place = mirror.appending(name), !places.contains(place) { places.append(place) }
        }
        return places
    }

    private func get(_ address: HTTPAddress, limit: Int) -> Result<[UInt8], HTTPFailure> {
        do throws(HTTPFailure) {
            return .success(try http.answer(to: HTTPRequest(address, answerLimit: limit, timeout: timeout)))
        } catch {
            return .failure(error)
        }
    }
}
