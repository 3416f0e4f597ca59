/// Sorts the files of a container and pairs manifests with signatures.
struct ASiCStructure {
    let archive: ZIPArchive
    let limits: Limits
    private(set) var dataFiles: [ZIPEntry] = []
    private(set) var signatures: [ASiCSignedManifest] = []
    private(set) var xmlSignatures: [ASiCXMLSignature] = []
    private(set) var findings: [Reason] = []
    /// The archive manifests that have a timestamp, in the archive's order.
    private(set) var archives: [ASiCArchive] = []
    /// Whether the container is of the kind without manifests, which is not read.
    private let isKindUnread: Bool
    /// Whether there may be signatures of a kind that is not read, which might cover files: then it is not known
    /// whether a file is signed.
    private var mayHaveOtherSignatures: Bool
    private var unclaimedSignatures: [String] = []
    /// Timestamps that no manifest has named yet.
    private var timestamps: Set<String> = []
    private var unknown: [String] = []
    /// Files whose damage is among the findings already.
    private var damaged: Set<String> = []
    private var remainingBytes: Int

    init(archive: ZIPArchive, limits: Limits, isKindUnread: Bool) {
        self.archive = archive
        self.limits = limits
        self.isKindUnread = isKindUnread
        mayHaveOtherSignatures = isKindUnread
        remainingBytes = limits.containerMetadataBytes
    }

    mutating func read() throws(SigningError) {
        var manifests: [ZIPEntry] = []
        var archiveManifests: [ZIPEntry] = []
        var documents: [ZIPEntry] = []
        for entry in archive.entries where !entry.isFolder {
            switch ASiCNames.role(of: entry.name) {
            case .mimetype: break
            case .data: dataFiles.append(entry)
            case .manifest: manifests.append(entry)
            case .signature: unclaimedSignatures.append(entry.name)
            case .xmlSignature: documents.append(entry)
            case .archiveManifest: archiveManifests.append(entry)
            case .timestamp: timestamps.insert(entry.name)
            case .notRead: add("CONTAINER_PART_NOT_READ", .warning, entry.name, actor: .intake)
            case .unknown: unknown.append(entry.name)
            }
        }
        var cache: [String: [UInt8]] = [:]
        for entry in manifests { try read(manifest: entry, cache: &cache) }
        for entry in archiveManifests { try read(archiveManifest: entry) }
        // A timestamp that no archive manifest names may be over the files themselves: that is not read.
        for name in timestamps.sorted() { add("CONTAINER_PART_NOT_READ", .warning, name, actor: .intake) }
        for entry in documents { try read(xmlSignatures: entry) }
        for name in unclaimedSignatures where cache[name] == nil && !damaged.contains(name) {
            // In an ASiC-S container it signs the one file directly, which is not read.
            add("CONTAINER_SIGNATURE_ORPHAN", isKindUnread ? .indeterminate : .failure, name)
        }
        reportCoverage()
    }

    private mutating func read(manifest entry: ZIPEntry, cache: inout [String: [UInt8]]) throws(SigningError) {
        guard let bytes = try contents(of: entry) else { return }
        let manifest: ASiCManifest
        do throws(SigningError) {
            manifest = try ASiCManifest(reading: bytes, limits: limits)
        } catch {
            add("CONTAINER_MANIFEST_UNREADABLE", .failure, entry.name, .formatFailure, ["detail": error.reason])
            return
        }
        // A manifest may also serve a time-stamp over the files, which is no signature of a person.
        if let name = manifest.signatureName, ASiCNames.role(of: name) == .timestamp {
            add("CONTAINER_PART_NOT_READ", .warning, entry.name, actor: .intake)
            return
        }
        guard let name = manifest.signatureName, ASiCNames.role(of: name) == .signature,
            let signatureEntry = archive.entry(named: name)
        else {
            add("CONTAINER_MANIFEST_NOT_SIGNED", .failure, entry.name, .formatFailure)
            return
        }
        // A signature is over one manifest. If others could name it too, it would be judged for each of thousands.
        guard cache[name] == nil else {
            add("CONTAINER_MANIFEST_NOT_SIGNED", .failure, entry.name, .formatFailure)
            return
        }
        guard let signature = try contents(of: signatureEntry) else { return }
        cache[name] = signature
        signatures.append(
            ASiCSignedManifest(
                name: entry.name,
                bytes: bytes,
                manifest: manifest,
                signatureName: name,
                signature: signature
            )
        )
    }

    /// Reads an archive manifest. One that cannot be read proves nothing, which is told; it takes nothing from the
    /// signatures.
    private mutating func read(archiveManifest entry: ZIPEntry) throws(SigningError) {
        guard let bytes = try contents(of: entry) else { return }
        guard let manifest = try? ASiCManifest(reading: bytes, limits: limits), let name = manifest.signatureName,
            timestamps.contains(name), let timestamp = archive.entry(named: name),
            let token = try contents(of: timestamp)
        else {
            add("CONTAINER_PART_NOT_READ", .warning, entry.name, actor: .intake)
            return
        }
        timestamps.remove(name)
        archives.append(ASiCArchive(name: entry.name, bytes: bytes, manifest: manifest, token: token))
    }

    private mutating func read(xmlSignatures entry: ZIPEntry) throws(SigningError) {
        guard let bytes = try contents(of: entry) else { return }
        do throws(SigningError) {
            xmlSignatures.append(try ASiCXMLSignature(name: entry.name, bytes: bytes, limits: limits))
        } catch {
            guard error.code != .cryptoLibraryFailure else { throw error }
            // What its signatures cover is not known then.
            mayHaveOtherSignatures = true
            add("SIGNATURE_UNREADABLE", .failure, entry.name, .formatFailure, ["detail": error.reason])
        }
    }

    /// The bytes of a manifest or signature, or `nil`, with a finding, if they are damaged.
    private mutating func contents(of entry: ZIPEntry) throws(SigningError) -> [UInt8]? {
        guard !damaged.contains(entry.name) else { return nil }
        guard entry.size <= remainingBytes else {
            throw SigningError(
                .limitExceeded,
                "manifests and signatures have more than \(limits.containerMetadataBytes) bytes",
                file: entry.name
            )
        }
        remainingBytes -= entry.size
        do throws(SigningError) {
            return try archive.contents(of: entry, limit: entry.size)
        } catch {
            guard error.isDamage else { throw error }
            findings.append(Reason(damage: error, file: entry.name))
            damaged.insert(entry.name)
            return nil
        }
    }

    /// Files that no signature covers, and signatures that do not cover all files.
    private mutating func reportCoverage() {
        var covered: Set<String> = []
        for signed in signatures {
            let names = Set(signed.manifest.references.compactMap(\.name))
            covered.formUnion(names)
            if !dataFiles.allSatisfy({ names.contains($0.name) }) {
                add("CONTAINER_SIGNATURE_PARTIAL", .warning, signed.name, actor: .intake)
            }
        }
        for signed in xmlSignatures {
            let names = signed.namedFiles
            covered.formUnion(names)
            if !dataFiles.allSatisfy({ names.contains($0.name) }) {
                add("CONTAINER_SIGNATURE_PARTIAL", .warning, signed.name, actor: .intake)
            }
        }
        let severity: Reason.Severity = mayHaveOtherSignatures ? .indeterminate : .failure
        for file in dataFiles where !covered.contains(file.name) {
            add("ATTACHMENT_NOT_SIGNED", severity, file.name)
        }
        for name in unknown where !covered.contains(name) { add("CONTAINER_META_UNKNOWN", .failure, name) }
        for folder in emptyFolders { add("CONTAINER_EMPTY_FOLDER", .warning, folder, actor: .intake) }
    }

    /// Folders that are listed but hold no file: nobody signs their names.
    private var emptyFolders: [String] {
        let folders = archive.entries.lazy.filter(\.isFolder).map(\.name)
        guard !folders.isEmpty else { return [] }
        // Names that begin with a folder's name follow it when sorted, so one look-up a folder is enough.
        let files = archive.entries.lazy.filter { !$0.isFolder }.map { Array($0.name.utf8) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        return folders.filter { folder in
            let prefix = Array(folder.utf8)
            var range = files.startIndex..<files.endIndex
            while !range.isEmpty {
                let middle = range.lowerBound + range.count / 2
                if files[middle].lexicographicallyPrecedes(prefix) {
                    range = middle + 1..<range.upperBound
                } else {
                    range = range.lowerBound..<middle
                }
            }
            return range.lowerBound == files.endIndex || !files[range.lowerBound].starts(with: prefix)
        }
    }

    private mutating func add(
        _ code: String,
        _ severity: Reason.Severity,
        _ file: String,
        _ subIndication: SubIndication? = nil,
        _ parameters: [String: String] = [:],
        actor: Reason.Actor = .applicant
    ) {
        findings.append(
            Reason(
                code,
                severity,
                subIndication: subIndication,
                location: Reason.Location(file: file),
                actor: actor,
                parameters: parameters.merging(["file": file]) { own, _ in own }
            )
        )
    }
}

extension SigningError {
    /// Whether one file's bytes are damaged, while the archive around it is sound.
    var isDamage: Bool { code == .zipCRC || code == .zipData }
}

extension Reason {
    /// A file of the container is damaged.
    init(damage error: SigningError, file: String) {
        self.init(
            error.code.rawValue,
            .failure,
            subIndication: .formatFailure,
            location: Location(file: file),
            actor: .applicant,
            parameters: ["file": file]
        )
    }

    /// The reason that stands for an archive that was refused: the container cannot be taken as it is.
    ///
    /// - Parameter refusal: An error whose code ``SigningError/Code/isArchiveRefusal``.
    public init(refusal: SigningError) {
        self.init(
            refusal.code.rawValue,
            .failure,
            subIndication: .formatFailure,
            location: refusal.file.map { Location(file: $0) },
            actor: .applicant,
            parameters: ["file": refusal.file ?? "", "detail": refusal.reason]
        )
    }
}
