internal import Glibc

/// Changes a trust folder: gathers certificates and revocation lists, then writes them and the manifest.
///
/// While an editor lives, no other can change the folder. Nothing is written before ``commit()``. That puts the manifest in
/// its place first: a file that is listed and not there yet is not used, while one that is there and not listed yet could
/// be an anchor for more than it should.
public final class TrustFolderEditor {
    /// The folder as it was found.
    public let folder: TrustFolder
    /// The manifest as it will be written.
    public private(set) var manifest: TrustManifest
    private let facts: NationalAuthorities
    private let descriptor: CInt
    private let isNew: Bool
    private var staged: [(name: String, bytes: [UInt8])] = []

    /// What became of a certificate.
    public enum Addition: Sendable, Hashable {
        /// It is a new file, or one whose bytes had been changed or lost.
        case added(file: String)
        /// It was there and is now listed, or trusted for more.
        case updated(file: String)
        /// Nothing had to be changed.
        case present(file: String)

        /// The name of its file in the folder.
        public var file: String {
            switch self {
            case .added(let file), .updated(let file), .present(let file): file
            }
        }
    }

    /// Opens a folder for changes; where there is none, an empty one is made.
    ///
    /// - Parameters:
    ///   - path: The folder; the one above it must be there.
    ///   - facts: What is known about national certificates, to keep the networks apart.
    ///   - limits: Bounds on each file.
    ///   - patience: How long to wait for another who changes the folder.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if there is no folder and none can be
    ///   made, or another changes it for longer than `patience`; otherwise as ``TrustFolder/init(path:limits:)``.
    public init(
        path: String,
        facts: NationalAuthorities = .shipped,
        limits: Limits = Limits(),
        patience: Duration = .seconds(10)
    ) throws(SigningError) {
        let isNew = mkdir(path, 0o777) == 0
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SigningError(.outputUnwritable, "cannot open the folder \(path): \(String(cString: strerror(errno)))")
        }
        do throws(SigningError) {
            try TrustFolderEditor.lock(descriptor, path: path, patience: patience)
            folder = try TrustFolder(path: path, limits: limits)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.isNew = isNew
        self.facts = facts
        manifest = folder.manifest ?? TrustManifest()
    }

    // Closing gives the lock up. A folder that was made for nothing goes again; rmdir leaves any other alone.
    deinit {
        if isNew { rmdir(folder.path) }
        close(descriptor)
    }

    /// Locks the folder, or says that another has it: whoever waits without end looks like a program that hangs.
    private static func lock(_ descriptor: CInt, path: String, patience: Duration) throws(SigningError) {
        let deadline = ContinuousClock.now + patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK where ContinuousClock.now < deadline: usleep(20_000)
            case EWOULDBLOCK:
                throw SigningError(.outputUnwritable, "another program is changing the folder \(path); try again")
            default:
                throw SigningError(
                    .outputUnwritable,
                    "cannot lock the folder \(path): \(String(cString: strerror(errno)))"
                )
            }
        }
    }

    /// Says which network's certificates may be in the folder.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/trustNetworksMixed`` if it belongs to another, or holds
    ///   a certificate of another.
    public func setNetwork(_ network: NationalNetwork) throws(SigningError) {
        if let present = manifest.network, present != network {
            throw TrustFolderEditor.mixed("the folder \(folder.path) is for the \(present.rawValue) network")
        }
        for file in folder.files {
            for certificate in file.certificates {
                guard let pin = facts.pin(of: certificate), pin.network != network else { continue }
                throw TrustFolderEditor.mixed(
                    "\(folder.path)/\(file.name) is a certificate of the \(pin.network.rawValue) network"
                )
            }
        }
        manifest.network = network
    }

    /// Adds a certificate, or widens what one that is there is trusted for.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - name: The name its file should have, without an extension; another certificate's file is never replaced.
    ///   - isAnchor: Whether it is to be an anchor though it may not be self-signed.
    ///   - purposes: What it is to be an anchor for; empty for nothing, even if it is self-signed; `nil` leaves what is
    ///     there, and is everything for a new anchor.
    ///   - source: Where it came from.
    ///   - time: When that was.
    /// - Returns: What became of it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/anchorNotAuthority``,
    ///   ``SigningError/Code/purposeWithoutAnchor`` or ``SigningError/Code/trustNetworksMixed``.
    @discardableResult
    public func add(
        _ certificate: Certificate,
        name: String,
        isAnchor: Bool = false,
        purposes: Set<TrustPurpose>? = nil,
        source: String,
        at time: Timestamp
    ) throws(SigningError) -> Addition {
        if let pin = facts.pin(of: certificate) { try setNetwork(pin.network) }
        let isRoot = certificate.isSelfSigned
        guard isRoot || certificate.isAuthority || !isAnchor else {
            throw SigningError(.anchorNotAuthority, "not a CA's certificate: \(certificate.subject)")
        }
        let digest = Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: certificate.der))
        if let index = manifest.entries.firstIndex(where: { holds(certificate, digest: digest, $0) }) {
            let file = manifest.entries[index].file
            let isWhole = staged.contains { $0.name == file } || fileIsUsable(file)
            if !isWhole { staged.append((file, certificate.der)) }
            let before = manifest.entries[index].purposes
            guard isAnchor || isRoot || !before.isEmpty || purposes?.isEmpty ?? true else {
                throw TrustFolderEditor.noAnchor(certificate)
            }
            // Nobody asked for more: a certificate that is added twice stays as it is.
            let wanted = purposes ?? (isAnchor && before.isEmpty ? .all : [])
            manifest.entries[index].purposes.formUnion(wanted)
            manifest.entries[index].anchor = !manifest.entries[index].purposes.isEmpty
            if !isWhole { return .added(file: file) }
            return manifest.entries[index].purposes == before ? .present(file: file) : .updated(file: file)
        }
        guard isAnchor || isRoot || purposes?.isEmpty ?? true else { throw TrustFolderEditor.noAnchor(certificate) }
        let scope = isAnchor || isRoot ? purposes ?? .all : []
        // A file that is there and holds this certificate alone is listed as it is.
        let found = folder.files.first {
            $0.entry == nil && $0.certificates == [certificate] && $0.revocationLists.isEmpty
                && TrustManifest.isFileName($0.name)
        }
        let file = found?.name ?? freeName(name, digest: digest)
        if found == nil { staged.append((file, certificate.der)) }
        manifest.entries.append(
            TrustManifest.Entry(
                file: file,
                sha256: found?.sha256 ?? digest,
                purposes: scope,
                source: source,
                addedAt: time
            )
        )
        manifest.entries.sort { $0.file < $1.file }
        return found == nil ? .added(file: file) : .updated(file: file)
    }

    /// Puts a revocation list into the folder, in place of one of the same name. It is evidence and is not listed.
    ///
    /// - Parameters:
    ///   - list: The list; its signature is the caller's business.
    ///   - name: The name of its file.
    public func put(_ list: CertificateRevocationList, name: String) {
        staged.append((name, list.der))
    }

    /// Writes what was gathered: all of it, or nothing.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``; the folder is then as it was.
    public func commit() throws(SigningError) {
        guard manifest != folder.manifest || !staged.isEmpty else { return }
        // All bytes are on the disk before the first name appears.
        var files: [OutputFile] = []
        for (name, bytes) in staged {
            let file = try OutputFile(path: "\(folder.path)/\(name)")
            try file.write(bytes[...])
            files.append(file)
        }
        let list = try OutputFile(path: manifestPath)
        try list.write(manifest.json()[...])
        try list.commit()
        var done = 0
        do throws(SigningError) {
            for file in files {
                try file.commit()
                done += 1
            }
        } catch {
            takeBack(staged.prefix(done).map(\.name))
            throw error
        }
        staged = []
    }

    private var manifestPath: String { "\(folder.path)/\(TrustManifest.fileName)" }

    /// Undoes what can be undone after a failure between two renames.
    private func takeBack(_ names: [String]) {
        let there = Set(folder.files.map(\.name))
        for name in names where !there.contains(name) { unlink("\(folder.path)/\(name)") }
        if let before = folder.manifest, let json = try? before.json() {
            try? OutputFile.write(json, to: manifestPath)
        } else {
            unlink(manifestPath)
        }
    }

    private func holds(_ certificate: Certificate, digest: String, _ entry: TrustManifest.Entry) -> Bool {
        if entry.sha256 == digest { return true }
        // A listed PEM file has a digest of its own.
        guard let file = folder.files.first(where: { $0.name == entry.file }) else { return false }
        return file.certificates == [certificate]
    }

    private func fileIsUsable(_ name: String) -> Bool {
        folder.files.contains { $0.name == name && !$0.certificates.isEmpty }
    }

    private func freeName(_ wish: String, digest: String) -> String {
        let taken = Set(folder.files.map(\.name) + manifest.entries.map(\.file) + staged.map(\.name))
        let stem = TrustFolderEditor.stem(wish)
        let name = "\(stem).cer"
        return taken.contains(name) ? "\(stem)-\(digest.prefix(16)).cer" : name
    }

    /// A name for a file: letters and digits of a path's last part, without its extension.
    private static func stem(_ wish: String) -> String {
        var last = wish.split(separator: "/").last.map(String.init) ?? ""
        for ending in [".cer", ".crt", ".pem", ".der"] where last.lowercased().hasSuffix(ending) {
            last = String(last.dropLast(ending.count))
            break
        }
        let kept = last.map { $0.isLetter || $0.isNumber || "-_. ".contains($0) ? $0 : "_" }
        var stem = String(kept)
        while stem.utf8.count > 200 { stem.removeLast() }
        return stem.isEmpty || stem.hasPrefix(".") ? "certificate\(stem)" : stem
    }

    private static func mixed(_ reason: String) -> SigningError { SigningError(.trustNetworksMixed, reason) }

    private static func noAnchor(_ certificate: Certificate) -> SigningError {
        SigningError(.purposeWithoutAnchor, "not to be an anchor: \(certificate.subject)")
    }
}
