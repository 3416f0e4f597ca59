/// Looks a trust folder over: what will be used for what, and what is wrong or missing.
///
/// A pure function of the folder and the time.
public struct TrustCheck: Sendable {
    /// The folder.
    public let folder: TrustFolder
    /// The time judged at.
    public let time: Timestamp
    /// What every certificate is an anchor for.
    public let anchors: [TrustAnchor]
    /// Everything worth knowing; files in their order, then the folder as a whole.
    public let findings: [TrustFinding]

    /// Looks a folder over.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - time: The time to judge at.
    ///   - facts: What is known about national certificates.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` only.
    public init(
        _ folder: TrustFolder,
        at time: Timestamp,
        facts: NationalAuthorities = .shipped
    ) throws(SigningError) {
        self.folder = folder
        self.time = time
        anchors = folder.anchors
        let look = try Look(folder, anchors: anchors, at: time, facts: facts)
        var findings: [TrustFinding] = []
        for file in folder.files { findings += try look.findings(about: file) }
        self.findings = findings + look.findingsAboutFolder()
    }

    /// The gravest severity found, or `nil` if there is nothing to say.
    public var severity: TrustFinding.Severity? { findings.map(\.severity).max() }

    /// What a certificate of the folder is an anchor for; empty if it only helps to build paths.
    public func purposes(of certificate: Certificate) -> Set<TrustPurpose> {
        anchors.first { $0.certificate == certificate }?.purposes ?? []
    }
}

/// One look at a folder, with what all its files are judged by.
private struct Look {
    let folder: TrustFolder
    let time: Timestamp
    let scopes: [Certificate: Set<TrustPurpose>]
    let facts: NationalAuthorities
    let paths: [PathValidator]
    let authorities: [DistinguishedName: [Certificate]]
    let listed: Set<Certificate>
    /// The newest genuine list of each issuer.
    let newest: [DistinguishedName: Timestamp]

    init(
        _ folder: TrustFolder,
        anchors: [TrustAnchor],
        at time: Timestamp,
        facts: NationalAuthorities
    ) throws(SigningError) {
        self.folder = folder
        self.time = time
        self.facts = facts
        scopes = Dictionary(anchors.map { ($0.certificate, $0.purposes) }, uniquingKeysWith: { $0.union($1) })
        let store = TrustStore(
            scopedAnchors: anchors.filter { !$0.purposes.isEmpty },
            intermediates: anchors.filter(\.purposes.isEmpty).map(\.certificate)
        )
        var paths: [PathValidator] = []
        for purpose in TrustPurpose.allCases where !store.anchors(for: purpose).isEmpty {
            paths.append(try PathValidator(trust: store, purpose: purpose))
        }
        self.paths = paths
        let certificates = anchors.map(\.certificate)
        authorities = Dictionary(grouping: certificates.filter { $0.isAuthority || $0.isSelfIssued }, by: \.subject)
        listed = Set(folder.files.filter { $0.entry != nil }.flatMap(\.certificates))
        var newest: [DistinguishedName: Timestamp] = [:]
        for list in folder.revocationLists where list.isComplete && list.thisUpdate <= time {
            guard list.thisUpdate > newest[list.issuer] ?? Timestamp(seconds: .min),
                (authorities[list.issuer] ?? []).contains(where: { list.isSigned(by: $0) })
            else { continue }
            newest[list.issuer] = list.thisUpdate
        }
        self.newest = newest
    }

    func findings(about file: TrustFolder.File) throws(SigningError) -> [TrustFinding] {
        switch file.content {
        case .changed: return [TrustFinding(.fileChanged, .wrong, file: file.name)]
        case .missing: return [TrustFinding(.fileMissing, .wrong, file: file.name)]
        case .unused(let reason):
            // A listed file that nobody can read was meant to be used.
            let severity: TrustFinding.Severity = file.entry == nil ? .warning : .wrong
            return [TrustFinding(.fileUnused, severity, file: file.name, ["detail": reason])]
        case .evidence(let evidence):
            var findings: [TrustFinding] = []
            for certificate in evidence.certificates { findings += try self.findings(about: certificate, in: file) }
            for list in evidence.revocationLists { findings += self.findings(about: list, in: file) }
            return findings
        }
    }

    private func findings(
        about certificate: Certificate,
        in file: TrustFolder.File
    ) throws(SigningError) -> [TrustFinding] {
        var findings: [TrustFinding] = []
        func add(_ code: TrustFinding.Code, _ severity: TrustFinding.Severity, detail: String = "") {
            let parameters = [
                "subject": TrustCheck.name(of: certificate.subject), "notBefore": certificate.notBefore.description,
                "notAfter": certificate.notAfter.description, "detail": detail,
            ]
            findings.append(TrustFinding(code, severity, file: file.name, parameters))
        }
        let isAnchor = scopes[certificate]?.isEmpty == false
        if isAnchor {
            if folder.manifest != nil, !listed.contains(certificate) { add(.anchorUnlisted, .incomplete) }
            if certificate.notAfter < time { add(.anchorExpired, .warning) }
            if certificate.notBefore > time { add(.anchorNotYetValid, .warning) }
        } else if certificate.notAfter < time {
            add(.certificateExpired, .warning)
        } else if !paths.isEmpty {
            var failure: PathFailure?
            search: for path in paths {
                switch try path.validate(certificate, helpers: path.helpers([]), at: time) {
                case .valid:
                    failure = nil
                    break search
                case .invalid(let why): failure = why
                }
            }
            if let failure { add(.noPath, .incomplete, detail: failure.description) }
        }
        let isInForce = certificate.notBefore <= time && time <= certificate.notAfter
        // A warning only: revocation may be asked about in other ways.
        if certificate.isAuthority, isInForce, newest[certificate.subject] == nil { add(.listMissing, .warning) }
        return findings
    }

    private func findings(about list: CertificateRevocationList, in file: TrustFolder.File) -> [TrustFinding] {
        let due = list.nextUpdate ?? list.thisUpdate
        func found(_ code: TrustFinding.Code, _ severity: TrustFinding.Severity) -> [TrustFinding] {
            let parameters = [
                "issuer": TrustCheck.name(of: list.issuer), "due": due.description, "made": list.thisUpdate.description,
                "algorithm": list.signatureAlgorithm.identifier.description,
            ]
            return [TrustFinding(code, severity, file: file.name, parameters)]
        }
        guard let issuers = authorities[list.issuer] else { return found(.listWithoutIssuer, .warning) }
        guard issuers.contains(where: { list.isSigned(by: $0) }) else {
            return list.algorithm == nil ? found(.listAlgorithmUnknown, .warning) : found(.listNotGenuine, .wrong)
        }
        guard list.isComplete else { return found(.listIncomplete, .warning) }
        if list.thisUpdate > time { return found(.listNotYetValid, .warning) }
        // An old list beside a newer one does no harm.
        guard due < time, newest[list.issuer] == list.thisUpdate else { return [] }
        return found(.listStale, .incomplete)
    }

    func findingsAboutFolder() -> [TrustFinding] {
        var findings: [TrustFinding] = []
        var networks = Set(scopes.keys.compactMap { facts.pin(of: $0)?.network })
        if let own = folder.manifest?.network { networks.insert(own) }
        if networks.count > 1 {
            let names = NationalNetwork.allCases.filter(networks.contains).map(\.rawValue)
            findings.append(TrustFinding(.networksMixed, .wrong, ["networks": names.joined(separator: ", ")]))
        }
        let inForce = scopes.filter { $0.key.notBefore <= time && time <= $0.key.notAfter }
        let served = inForce.values.reduce(into: Set<TrustPurpose>()) { $0.formUnion($1) }
        if served.isEmpty { return findings + [TrustFinding(.noAnchor, .incomplete)] }
        for purpose in TrustPurpose.allCases where !served.contains(purpose) {
            findings.append(TrustFinding(.noAnchorForPurpose, .warning, ["purpose": purpose.rawValue]))
        }
        return findings
    }
}

extension TrustCheck {
    /// A name for people: the common name, or all of it if there is none.
    static func name(of name: DistinguishedName) -> String {
        name.first(DistinguishedName.AttributeType.commonName) ?? name.description
    }
}
