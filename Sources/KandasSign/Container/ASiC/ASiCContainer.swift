/// An ASiC-E container with CAdES or XAdES signatures (ETSI EN 319 162-1), read as facts.
///
/// Opening reads the manifests and signatures and finds what is wrong in the container's structure;
/// ``check(observer:)`` then reads the files. No signature is verified here: each pair of manifest and signature in
/// ``signatures`` is for the reader of CMS. A container is only as good as all of it together: no finding of severity
/// failure or indeterminate, and every signature verified.
public final class ASiCContainer: Sendable {
    /// The archive.
    public let archive: ZIPArchive
    /// The container's media type.
    public let mimetype: ASiCMimetype
    /// The files that the container is there for: all but `mimetype` and what is in `META-INF`.
    public let dataFiles: [ZIPEntry]
    /// The manifests that have a signature, in the archive's order.
    public let signatures: [ASiCSignedManifest]
    /// The archive manifests that have a timestamp, in the archive's order.
    public let archives: [ASiCArchive]
    /// The files of XML signatures, in the archive's order.
    public let xmlSignatures: [ASiCXMLSignature]
    /// What is wrong or noteworthy in the structure, before the files are read.
    public let findings: [Reason]

    /// Opens a container.
    ///
    /// - Parameters:
    ///   - bytes: The container.
    ///   - limits: The bounds for containers and XML; `containerMetadataBytes` holds for all manifests and signatures
    ///     together.
    ///   - rule: What is demanded of the media type.
    /// - Throws: ``SigningError``: what ``ZIPArchive/init(_:limits:)`` throws, ``SigningError/Code/limitExceeded``. A
    ///   manifest that cannot be read is a finding, not an error.
    public convenience init(
        _ bytes: any RandomAccessBytes,
        limits: Limits = Limits(),
        mimetype rule: ASiCMimetype.Rule = .inPlace
    ) throws(SigningError) {
        try self.init(ZIPArchive(bytes, limits: limits), limits: limits, mimetype: rule)
    }

    /// Opens a container whose archive is open already.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` or
    ///   ``SigningError/Code/inputUnavailable``.
    public init(
        _ archive: ZIPArchive,
        limits: Limits = Limits(),
        mimetype rule: ASiCMimetype.Rule = .inPlace
    ) throws(SigningError) {
        self.archive = archive
        let mimetype = try ASiCMimetype(of: archive)
        self.mimetype = mimetype
        var structure = ASiCStructure(
            archive: archive,
            limits: limits,
            isKindUnread: mimetype.isSimple && rule == .tolerant
        )
        try structure.read()
        dataFiles = structure.dataFiles
        signatures = structure.signatures
        archives = structure.archives
        xmlSignatures = structure.xmlSignatures
        // What is not read of ASiC-S is its CMS signatures; XML signatures are the same in both kinds.
        let isRead = rule == .tolerant && mimetype.isSimple && !structure.xmlSignatures.isEmpty
        findings = (isRead ? [] : [mimetype.finding(rule)].compactMap(\.self)) + structure.findings
    }
}
