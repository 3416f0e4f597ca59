/// Whom the caller trusts, and what is at hand to judge with: anchors, other certificates, revocation lists.
///
/// There is no built-in trust, and the system's store is never read. A store is a value: to change it, make another.
public struct TrustStore: Sendable {
    /// Certificates that are trusted by themselves, and for what.
    public let scopedAnchors: [TrustAnchor]
    /// Certificates that only help to build paths.
    public let intermediates: [Certificate]
    /// Revocation lists. They prove nothing until their signature has been checked.
    public let revocationLists: [CertificateRevocationList]
    /// OCSP responses. They prove nothing until their signature has been checked.
    public let ocspResponses: [OCSPResponse]
    /// Files that hold nothing the store can use, with the reason.
    public let unusedFiles: [UnusedFile]

    /// A file of a trust folder that was passed over.
    public struct UnusedFile: Sendable, Hashable {
        /// The file's path.
        public let path: String
        /// Why it is not used.
        public let reason: String
    }

    /// Creates a store whose anchors are trusted for every purpose.
    ///
    /// - Parameters:
    ///   - anchors: Certificates that are trusted by themselves: self-signed ones, or other CA certificates.
    ///   - intermediates: Certificates that help to build paths.
    ///   - revocationLists: Revocation lists of any issuers.
    public init(
        anchors: [Certificate],
        intermediates: [Certificate] = [],
        revocationLists: [CertificateRevocationList] = []
    ) {
        self.init(
            scopedAnchors: anchors.map { TrustAnchor($0) },
            intermediates: intermediates,
            revocationLists: revocationLists
        )
    }

    /// Creates a store.
    ///
    /// - Parameters:
    ///   - scopedAnchors: Certificates that are trusted by themselves, and for what.
    ///   - intermediates: Certificates that help to build paths.
    ///   - revocationLists: Revocation lists of any issuers.
    ///   - ocspResponses: OCSP responses of any responders.
    public init(
        scopedAnchors: [TrustAnchor],
        intermediates: [Certificate] = [],
        revocationLists: [CertificateRevocationList] = [],
        ocspResponses: [OCSPResponse] = []
    ) {
        self.init(
            scopedAnchors: scopedAnchors,
            intermediates: intermediates,
            revocationLists: revocationLists,
            ocspResponses: ocspResponses,
            unusedFiles: []
        )
    }

    private init(
        scopedAnchors: [TrustAnchor],
        intermediates: [Certificate],
        revocationLists: [CertificateRevocationList],
        ocspResponses: [OCSPResponse],
        unusedFiles: [UnusedFile]
    ) {
        self.scopedAnchors = scopedAnchors
        self.intermediates = intermediates
        self.revocationLists = revocationLists
        self.ocspResponses = ocspResponses
        self.unusedFiles = unusedFiles
    }

    /// What is at hand to judge with, the anchors left out.
    public var evidence: Evidence {
        Evidence(certificates: intermediates, revocationLists: revocationLists, ocspResponses: ocspResponses)
    }

    /// Certificates that are trusted by themselves, for whatever purpose.
    public var anchors: [Certificate] { scopedAnchors.map(\.certificate) }

    /// Certificates that are trusted by themselves for a purpose.
    public func anchors(for purpose: TrustPurpose) -> [Certificate] {
        scopedAnchors.filter { $0.purposes.contains(purpose) }.map(\.certificate)
    }

    /// Reads trust folders and single files.
    ///
    /// Self-signed certificates are anchors; other certificates help to build paths; CRLs and OCSP responses are evidence. Files may be DER
    /// or PEM, a PEM file may hold several certificates. Files that are something else are passed over and listed in
    /// ``unusedFiles``; folders are not searched below their first level. Where a folder has a ``TrustManifest``, that
    /// says for its files which are anchors and for what; a listed file with other bytes is not used. Each place that a
    /// certificate is given in adds to what it is trusted for.
    ///
    /// - Parameters:
    ///   - paths: Folders and files.
    ///   - limits: Bounds on each file.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if a path cannot be read, and
    ///   ``SigningError/Code/malformedInput`` or ``SigningError/Code/unsupported`` if a manifest is not one that can be
    ///   relied on.
    public init(paths: [String], limits: Limits = Limits()) throws(SigningError) {
        var loader = TrustLoader(limits: limits)
        for path in paths { try loader.load(path) }
        self.init(
            scopedAnchors: loader.anchors,
            intermediates: loader.intermediates,
            revocationLists: loader.revocationLists,
            ocspResponses: loader.ocspResponses,
            unusedFiles: loader.unusedFiles
        )
    }
}
