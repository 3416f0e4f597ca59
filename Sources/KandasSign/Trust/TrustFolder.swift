/// A trust folder as it stands on the disk: its manifest, if it has one, and what is in every file.
///
/// Folders are not searched below their first level, and hidden files are left out.
public struct TrustFolder: Sendable {
    /// The folder's path.
    public let path: String
    /// The manifest, or `nil` if there is none.
    public let manifest: TrustManifest?
    /// Every file but the manifest, and every listed file that is missing, by name.
    public let files: [File]

    /// One file of the folder.
    public struct File: Sendable {
        /// The name in the folder.
        public let name: String
        /// What the manifest says about it, or `nil` if it is not listed.
        public let entry: TrustManifest.Entry?
        /// The SHA-256 of its bytes, hexadecimal; `nil` if it is missing or could not be read.
        public let sha256: String?
        /// What is in it.
        public let content: Content
    }

    /// What is in a file.
    public enum Content: Sendable {
        /// Certificates, revocation lists and OCSP responses: one in a DER file, any number in a PEM file.
        case evidence(Evidence)
        /// Its bytes are not those that were listed; nothing in it is used.
        case changed
        /// It is listed and not there.
        case missing
        /// It is of no use, for this reason.
        case unused(String)
    }

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - limits: Bounds on each file.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if the folder or a file in it cannot be
    ///   read, and ``SigningError/Code/malformedInput`` or ``SigningError/Code/unsupported`` if its manifest is not one
    ///   that can be relied on.
    public init(path: String, limits: Limits = Limits()) throws(SigningError) {
        guard let names = try Folder.files(in: path) else {
            throw SigningError(.inputUnavailable, "\(path) is a file, not a folder")
        }
        try self.init(path: path, names: names, limits: limits)
    }

    init(path: String, names: [String], limits: Limits) throws(SigningError) {
        self.path = path
        var manifest: TrustManifest?
        if names.contains(TrustManifest.fileName) {
            let file = try InputFile(path: "\(path)/\(TrustManifest.fileName)")
            manifest = try TrustManifest(json: file.contents(limit: limits.trustManifestBytes))
        }
        self.manifest = manifest
        var listed: [String: TrustManifest.Entry] = [:]
        for entry in manifest?.entries ?? [] { listed[entry.file] = entry }
        var files: [File] = []
        let present = Set(names)
        for name in present.union(listed.keys).sorted() where name != TrustManifest.fileName {
            // Only regular files are among the names: a listed pipe would never end.
            let isPresent = present.contains(name)
            files.append(try File(name, in: path, isPresent: isPresent, entry: listed[name], limits: limits))
        }
        self.files = files
    }

    /// A folder with nothing in it.
    init(emptyAt path: String) {
        self.path = path
        manifest = nil
        files = []
    }

    /// What each certificate is an anchor for: nothing, if it only helps to build paths.
    ///
    /// What the manifest says about a certificate goes before everything else, so that an unlisted copy of it cannot
    /// widen its scope. Self-signed certificates that are not listed are anchors for every purpose.
    public var anchors: [TrustAnchor] {
        var order: [Certificate] = []
        var scopes: [Certificate: Set<TrustPurpose>] = [:]
        for file in files where file.entry != nil {
            for certificate in file.certificates {
                if scopes[certificate] == nil { order.append(certificate) }
                scopes[certificate, default: []].formUnion(file.entry?.purposes ?? [])
            }
        }
        for file in files where file.entry == nil {
            for certificate in file.certificates where scopes[certificate] == nil {
                order.append(certificate)
                scopes[certificate] = certificate.isSelfSigned ? .all : []
            }
        }
        return order.map { TrustAnchor($0, for: scopes[$0] ?? []) }
    }

    /// The revocation lists in the folder.
    public var revocationLists: [CertificateRevocationList] { files.flatMap(\.revocationLists) }

    /// The OCSP responses in the folder.
    public var ocspResponses: [OCSPResponse] { files.flatMap(\.ocspResponses) }
}

extension TrustFolder.File {
    /// The certificates in the file; none if it is not used.
    public var certificates: [Certificate] {
        if case .evidence(let evidence) = content { evidence.certificates } else { [] }
    }

    /// The revocation lists in the file; none if it is not used.
    public var revocationLists: [CertificateRevocationList] {
        if case .evidence(let evidence) = content { evidence.revocationLists } else { [] }
    }

    /// The OCSP responses in the file; none if it is not used.
    public var ocspResponses: [OCSPResponse] {
        if case .evidence(let evidence) = content { evidence.ocspResponses } else { [] }
    }

    fileprivate init(
        _ name: String,
        in folder: String,
        isPresent: Bool,
        entry: TrustManifest.Entry?,
        limits: Limits
    ) throws(SigningError) {
        self.name = name
        self.entry = entry
        guard isPresent else {
            sha256 = nil
            content = .missing
            return
        }
        let bytes: [UInt8]
        do throws(SigningError) {
            bytes = try InputFile(path: "\(folder)/\(name)").contents(limit: limits.revocationListBytes)
        } catch {
            guard error.code != .inputUnavailable else { throw error }
            sha256 = nil
            content = .unused(error.reason)
            return
        }
        let digest = Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: bytes))
        sha256 = digest
        if let entry, entry.sha256 != digest {
            content = .changed
            return
        }
        do throws(SigningError) {
            content = .evidence(try TrustFolder.read(bytes, limits: limits))
        } catch {
            content = .unused(error.reason)
        }
    }
}

extension TrustFolder {
    /// Certificates, revocation lists and OCSP responses in the bytes of a file, DER or PEM.
    static func read(_ bytes: [UInt8], limits: Limits) throws(SigningError) -> Evidence {
        var ders = [bytes]
        if bytes.first != DER.Tag.sequence {
            ders = try PEMBlock.all(in: bytes).map(\.bytes)
            guard !ders.isEmpty else { throw .malformed("neither DER nor PEM") }
        }
        var evidence = Evidence()
        for der in ders {
            if let certificate = try? Certificate(der: der, limits: limits) {
                evidence.certificates.append(certificate)
            } else if let list = try? CertificateRevocationList(der: der, limits: limits) {
                evidence.revocationLists.append(list)
            } else if let response = try? OCSPResponse(der: der, limits: limits) {
                evidence.ocspResponses.append(response)
            } else {
                throw .malformed("neither a certificate nor a revocation list nor an OCSP response")
            }
        }
        return evidence
    }
}
