public import KandasText

/// A trust folder as `trust list` and `trust check` show it; the names are those of its JSON.
public struct TrustDocument: Encodable, Sendable {
    /// The folder.
    public let folder: String
    /// The network it is for.
    public let network: NationalNetwork?
    /// Whether it has a manifest.
    public let hasManifest: Bool
    /// The time judged at, RFC 3339.
    public let judgedAt: String
    /// `good`, or the gravest severity found; absent where nothing was judged.
    public let status: String?
    /// Every file.
    public let files: [File]
    /// What was found; absent where nothing was judged.
    public let findings: [Finding]?

    /// One file.
    public struct File: Encodable, Sendable {
        /// Its name in the folder.
        public let file: String
        /// Whether the manifest lists it.
        public let isListed: Bool
        /// Whether anything in it is used.
        public let isUsed: Bool
        /// Why it is not used: `changed`, `missing`, or words.
        public let reason: String?
        /// The SHA-256 of its bytes.
        public let sha256: String?
        /// Where it came from.
        public let source: String?
        /// When it was added, RFC 3339.
        public let addedAt: String?
        /// The certificates in it.
        public let certificates: [Item]
        /// The revocation lists in it.
        public let revocationLists: [List]
    }

    /// One certificate.
    public struct Item: Encodable, Sendable {
        /// The name of the national certificate that it is.
        public let name: String?
        /// What it is an anchor for; empty if it only helps to build paths.
        public let anchorFor: [TrustPurpose]
        /// The certificate.
        public let certificate: CertificateDocument
    }

    /// One revocation list.
    public struct List: Encodable, Sendable {
        /// Who issued it.
        public let issuer: String
        /// When it was made, RFC 3339.
        public let thisUpdate: String
        /// When the next is due, RFC 3339.
        public let nextUpdate: String?
        /// How many certificates are on it.
        public let entries: Int
    }

    /// One finding.
    public struct Finding: Encodable, Sendable {
        /// Its code.
        public let code: String
        /// `warning`, `incomplete` or `wrong`.
        public let severity: String
        /// The file it is about.
        public let file: String?
        /// What was found.
        public let text: String
        /// What to do.
        public let action: String?
    }

    /// Describes a folder.
    ///
    /// - Parameters:
    ///   - check: A look at the folder.
    ///   - hasFindings: Whether what was found is told too.
    ///   - catalogue: The texts.
    ///   - language: Their language.
    ///   - facts: What is known about national certificates.
    public init(
        _ check: TrustCheck,
        hasFindings: Bool,
        catalogue: Catalogue,
        language: Language,
        facts: NationalAuthorities = .shipped
    ) {
        folder = check.folder.path
        network = check.folder.manifest?.network
        hasManifest = check.folder.manifest != nil
        judgedAt = check.time.description
        status = hasFindings ? check.severity?.rawValue ?? "good" : nil
        files = check.folder.files.map { file in
            let reason: String? =
                switch file.content {
                case .evidence: nil
                case .changed: "changed"
                case .missing: "missing"
                case .unused(let why): why
                }
            return File(
                file: file.name,
                isListed: file.entry != nil,
                isUsed: reason == nil,
                reason: reason,
                sha256: file.sha256,
                source: file.entry?.source,
                addedAt: file.entry?.addedAt.description,
                certificates: file.certificates.map {
                    Item(
                        name: facts.pin(of: $0)?.name,
                        anchorFor: check.purposes(of: $0).inOrder,
                        certificate: CertificateDocument($0)
                    )
                },
                revocationLists: file.revocationLists.map {
                    List(
                        issuer: $0.issuer.description,
                        thisUpdate: $0.thisUpdate.description,
                        nextUpdate: $0.nextUpdate?.description,
                        entries: $0.count
                    )
                }
            )
        }
        findings =
            hasFindings
            ? check.findings.map { finding in
                let parameters = finding.parameters.merging(["folder": check.folder.path]) { own, _ in own }
                let message = catalogue.message(for: finding.code.rawValue, in: language, parameters: parameters)
                return Finding(
                    code: finding.code.rawValue,
                    severity: finding.severity.rawValue,
                    file: finding.file,
                    text: message.text,
                    action: message.action
                )
            } : nil
    }
}
