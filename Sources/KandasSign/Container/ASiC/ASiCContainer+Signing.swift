extension ASiCContainer {
    /// Writes the container again with other contents in signature files: how a signer is added to a signature.
    ///
    /// Every other entry is copied as it is, byte by byte, in its place.
    ///
    /// - Parameters:
    ///   - replacements: The new CMS messages by the names of their files.
    ///   - sink: Takes the container.
    ///   - modified: The time that the new entries bear; `nil` stands for 1980-01-01.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if a name is not that of a signature of
    ///   this container; what reading and the sink throw.
    public func write(
        replacingSignatures replacements: [String: [UInt8]],
        to sink: any ByteSink,
        modified: Timestamp? = nil
    ) throws(SigningError) {
        let names = Set(signatures.map(\.signatureName))
        guard replacements.keys.allSatisfy(names.contains) else {
            throw .malformed("the container has no such signature file")
        }
        let writer = ZIPWriter(to: sink, modified: modified, limits: archive.limits)
        for entry in archive.entries {
            if let replacement = replacements[entry.name] {
                try writer.add(entry.name, .bytes(replacement), method: .stored)
            } else {
                try writer.copy(entry, from: archive)
            }
        }
        try writer.finish(comment: archive.comment)
    }

    /// Writes the container again with one more manifest over all its files and a signature over that.
    ///
    /// Every entry is copied as it is, byte by byte, in its place; the new ones follow. The files are digested anew, and a
    /// damaged one is an error: whoever signs should first see from ``check(observer:)`` that nothing is wrong.
    ///
    /// - Parameters:
    ///   - sink: Takes the container.
    ///   - digest: The algorithm of the manifest's digests; not SHA-1.
    ///   - modified: The time that the new entries bear; `nil` stands for 1980-01-01.
    ///   - sign: Makes a detached CMS signature over the manifest's bytes.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for SHA-1,
    ///   ``SigningError/Code/malformedInput`` if there is no file to sign, ``SigningError/Code/zipCRC`` or
    ///   ``SigningError/Code/zipData`` for a damaged file; what reading, `sign` and the sink throw.
    public func writeAddingSignature(
        to sink: any ByteSink,
        digest: DigestAlgorithm = .sha256,
        modified: Timestamp? = nil,
        _ sign: (_ manifest: [UInt8]) throws(SigningError) -> [UInt8]
    ) throws(SigningError) {
        guard digest != .sha1 else { throw .unsupported("SHA-1 is not used for new signatures") }
        guard !dataFiles.isEmpty else { throw .malformed("a container without files cannot be signed") }
        // What earlier manifests say of a file is kept; the first one that names it counts.
        var known: [String: ASiCManifest.Reference] = [:]
        for reference in signatures.lazy.flatMap(\.manifest.references) {
            if let name = reference.name, known[name] == nil { known[name] = reference }
        }
        var references: [ASiCManifest.Reference] = []
        for file in dataFiles {
            let digester = try Digester(digest)
            try archive.read(file) { (piece) throws(SigningError) in try digester.update(piece) }
            references.append(
                ASiCManifest.Reference(
                    name: file.name,
                    mediaType: known[file.name]?.mediaType ?? "application/octet-stream",
                    isRootfile: known[file.name]?.isRootfile ?? false,
                    digestAlgorithm: digest,
                    digest: try digester.finish()
                )
            )
        }
        let writer = ZIPWriter(to: sink, modified: modified, limits: archive.limits)
        for entry in archive.entries { try writer.copy(entry, from: archive) }
        try writer.addSignature(number: freeNumber, references: references, sign)
        try writer.finish(comment: archive.comment)
    }

    /// The lowest number that neither a manifest nor a signature has.
    private var freeNumber: Int {
        var number = 1
        while archive.entry(named: ASiCNames.manifest(number)) != nil
            || archive.entry(named: ASiCNames.signature(number)) != nil
        {
            number += 1
        }
        return number
    }
}
