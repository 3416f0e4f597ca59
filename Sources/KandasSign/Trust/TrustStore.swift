/// Whom the caller trusts, and what is at hand to judge with: anchors, other certificates, revocation lists.
///
/// There is no built-in trust, and the system's store is never read. A store is a value: to change it, make another.
public struct TrustStore: Sendable {
    /// Certificates that are trusted by themselves.
    public let anchors: [Certificate]
    /// Certificates that only help to build paths.
    public let intermediates: [Certificate]
    /// Revocation lists. They prove nothing until their signature has been checked.
    public let revocationLists: [CertificateRevocationList]
    /// Files that hold nothing the store can use, with the reason.
    public let unusedFiles: [UnusedFile]

    /// A file of a trust folder that was passed over.
    public struct UnusedFile: Sendable, Hashable {
        /// The file's path.
        public let path: String
        /// Why it is not used.
        public let reason: String
    }

    /// Creates a store.
    ///
    /// - Parameters:
    ///   - anchors: Certificates that are trusted by themselves.
    ///   - intermediates: Certificates that help to build paths.
    ///   - revocationLists: Revocation lists of any issuers.
    public init(
        anchors: [Certificate],
        intermediates: [Certificate] = [],
        revocationLists: [CertificateRevocationList] = []
    ) {
        self.init(anchors: anchors, intermediates: intermediates, revocationLists: revocationLists, unusedFiles: [])
    }

    private init(
        anchors: [Certificate],
        intermediates: [Certificate],
        revocationLists: [CertificateRevocationList],
        unusedFiles: [UnusedFile]
    ) {
        self.anchors = anchors
        self.intermediates = intermediates
        self.revocationLists = revocationLists
        self.unusedFiles = unusedFiles
    }

    /// Reads trust folders and single files.
    ///
    /// Self-signed certificates are anchors; other certificates help to build paths; CRLs are evidence. Files may be DER
    /// or PEM, a PEM file may hold several certificates. Files that are something else are passed over and listed in
    /// ``unusedFiles``; folders are not searched below their first level.
    ///
    /// - Parameters:
    ///   - paths: Folders and files.
    ///   - limits: Bounds on each file.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if a path cannot be read.
    public init(paths: [String], limits: Limits = Limits()) throws(SigningError) {
        var loader = TrustLoader(limits: limits)
        for path in paths { try loader.load(path) }
        self.init(
            anchors: loader.anchors,
            intermediates: loader.intermediates,
            revocationLists: loader.revocationLists,
            unusedFiles: loader.unusedFiles
        )
    }
}
