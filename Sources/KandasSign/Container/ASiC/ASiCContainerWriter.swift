/// Writes an ASiC-E container with CAdES signatures (ETSI EN 319 162-1) from front to back.
///
/// Add the files, then ``sign(_:)`` once for each signature, then ``finish()``. Everything but the signatures is the same
/// for the same input. Digests are computed while the files are written; memory does not grow with them.
public final class ASiCContainerWriter {
    private let archive: ZIPWriter
    private let digest: DigestAlgorithm
    private var references: [ASiCManifest.Reference] = []
    private var signatureCount = 0

    /// Starts a container with its media type.
    ///
    /// - Parameters:
    ///   - sink: Takes the container.
    ///   - digest: The algorithm of the manifests' digests; not SHA-1.
    ///   - modified: The time that all entries bear; `nil` stands for 1980-01-01.
    ///   - limits: `containerNameBytes` applies.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for SHA-1; what the sink throws.
    public init(
        to sink: any ByteSink,
        digest: DigestAlgorithm = .sha256,
        modified: Timestamp? = nil,
        limits: Limits = Limits()
    ) throws(SigningError) {
        guard digest != .sha1 else { throw .unsupported("SHA-1 is not used for new signatures") }
        self.digest = digest
        archive = ZIPWriter(to: sink, modified: modified, limits: limits)
        try archive.add(ASiCNames.mimetype, .bytes(Array(ASiCNames.mediaType.utf8)), method: .stored)
    }

    /// Adds a file.
    ///
    /// - Parameters:
    ///   - name: A relative path; not `mimetype`, and not in `META-INF`.
    ///   - mediaType: The file's media type. XML, JSON and text are deflated, everything else is stored.
    ///   - content: The file.
    ///   - isRootfile: Whether the file leads to the others. At most one does.
    /// - Returns: The digest that the manifest will hold.
    /// - Throws: ``SigningError`` with a code for names, ``SigningError/Code/inputUnavailable`` if the file cannot be read
    ///   or changes meanwhile; what the sink throws.
    @discardableResult
    public func add(
        _ name: String,
        mediaType: String,
        _ content: ZIPContent,
        isRootfile: Bool = false
    ) throws(SigningError) -> [UInt8] {
        guard signatureCount == 0 else { throw .malformed("no file can be added once the container is signed") }
        guard ASiCNames.role(of: name) == .data else {
            throw .zip(.zipUnsafePath, "the name is one of the container's own", file: name)
        }
        let isText = mediaType.hasPrefix("text/") || mediaType.hasSuffix("xml") || mediaType.hasSuffix("json")
        let digester = try Digester(digest)
        try archive.add(name, content, method: isText ? .deflated : .stored) { (piece) throws(SigningError) in
            try digester.update(piece)
        }
        let value = try digester.finish()
        references.append(
            ASiCManifest.Reference(
                name: name,
                mediaType: mediaType,
                isRootfile: isRootfile,
                digestAlgorithm: digest,
                digest: value
            )
        )
        return value
    }

    /// Adds a manifest of all files and the signature over it.
    ///
    /// - Parameter sign: Makes a detached CMS signature over the manifest's bytes.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if there is no file; what `sign` and the
    ///   sink throw.
    public func sign(_ sign: (_ manifest: [UInt8]) throws(SigningError) -> [UInt8]) throws(SigningError) {
        guard !references.isEmpty else { throw .malformed("a container without files cannot be signed") }
        signatureCount += 1
        try archive.addSignature(number: signatureCount, references: references, sign)
    }

    /// Ends the container.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it was not signed; what the sink
    ///   throws.
    public func finish() throws(SigningError) {
        guard signatureCount > 0 else { throw .malformed("the container is not signed") }
        try archive.finish()
    }
}

extension ZIPWriter {
    /// Adds `META-INF/ASiCManifestNNN.xml` and `META-INF/signatureNNN.p7s`.
    func addSignature(
        number: Int,
        references: [ASiCManifest.Reference],
        _ sign: (_ manifest: [UInt8]) throws(SigningError) -> [UInt8]
    ) throws(SigningError) {
        let manifest = ASiCManifest(
            signatureName: ASiCNames.signature(number),
            signatureMediaType: ASiCNames.signatureMediaType,
            references: references
        )
        .encoded
        try add(ASiCNames.manifest(number), .bytes(manifest), method: .deflated)
        try add(ASiCNames.signature(number), .bytes(try sign(manifest)), method: .stored)
    }
}
