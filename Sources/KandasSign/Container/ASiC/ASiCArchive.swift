/// An archive manifest (ASiCArchiveManifest, ETSI EN 319 162-1 sections 4.4.4 and A.7) with the timestamp over it.
public struct ASiCArchive: Sendable {
    /// The name of the manifest's file.
    public let name: String
    /// The manifest's bytes: what the timestamp is over.
    public let bytes: [UInt8]
    /// The manifest.
    public let manifest: ASiCManifest
    /// The timestamp's bytes.
    public let token: [UInt8]
}

extension ASiCContainer {
    /// The archive timestamps over one signature, as facts for its judge.
    ///
    /// - Parameters:
    ///   - check: What became of the files.
    ///   - signed: The signature and its manifest.
    ///   - facts: The signature's message.
    /// - Returns: A fact for each archive timestamp that covers the signature.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    func archiveTimestamps(
        _ check: ASiCCheck,
        over signed: ASiCSignedManifest,
        _ facts: SignedDataFacts
    ) throws(SigningError) -> [TimestampFacts] {
        var timestamps: [TimestampFacts] = []
        for one in archives {
            let names = Set(one.manifest.references.compactMap(\.name))
            // One that does not cover the signature, its manifest and its files says nothing of them.
            guard names.isSuperset(of: [signed.name, signed.signatureName]),
                names.isSuperset(of: signed.manifest.references.compactMap(\.name))
            else { continue }
            let token: Result<TimestampToken, SigningError>
            do throws(SigningError) {
                token = .success(try TimestampToken(one.token, limits: tokenLimits))
            } catch {
                token = .failure(error)
            }
            var imprint = TimestampFacts.Imprint.unknown(.algorithm)
            if case .success(let token) = token, let algorithm = token.info.imprint.digestAlgorithm {
                let isOver = try algorithm.digest(of: one.bytes) == token.info.imprint.digest
                imprint = isOver && check.isUnchanged(one) ? .matches : .differs
            }
            var evidence = facts.embeddedEvidence(limits: tokenLimits)
            var coverage = TimestampFacts.Coverage()
            for timestamp in facts.signers.flatMap(\.timestamps) {
                if case .success(let token) = timestamp.token { coverage.items.insert(EvidenceItem(token)) }
            }
            for earlier in archives where names.contains(earlier.manifest.signatureName ?? "") {
                guard let token = try? TimestampToken(earlier.token, limits: tokenLimits) else { continue }
                coverage.items.insert(EvidenceItem(token))
                evidence.formUnion(token.embeddedEvidence(limits: tokenLimits))
            }
            coverage.items.formUnion(evidence.items)
            timestamps.append(TimestampFacts(kind: .archive, token: token, imprint: imprint, coverage: coverage))
        }
        return timestamps
    }

    private var tokenLimits: Limits { archive.limits }

    /// Writes the container again with other contents in signature files, and an archive manifest over everything with a
    /// timestamp over that.
    ///
    /// The newest archive manifest has the name without a number; the one before it, if any, is renamed and referred to.
    ///
    /// - Parameters:
    ///   - replacements: The new CMS messages by the names of their files.
    ///   - digest: The algorithm of the manifest's digests and of the timestamp's imprint.
    ///   - sink: Takes the container.
    ///   - modified: The time that the new entries bear; `nil` stands for 1980-01-01.
    ///   - stamp: Makes a timestamp over the manifest's bytes.
    /// - Throws: ``SigningError``: what reading, `stamp` and the sink throw.
    func writeAddingArchive(
        replacingSignatures replacements: [String: [UInt8]],
        digest: DigestAlgorithm,
        to sink: any ByteSink,
        modified: Timestamp? = nil,
        _ stamp: (_ manifest: [UInt8], _ digest: DigestAlgorithm) throws(SigningError) -> [UInt8]
    ) throws(SigningError) {
        let writer = ZIPWriter(to: sink, modified: modified, limits: archive.limits)
        var references: [ASiCManifest.Reference] = []
        let newest = archive.entry(named: ASiCNames.newestArchiveManifest)
        let earlier = free(ASiCNames.archiveManifest)
        for entry in archive.entries {
            let name = entry.name == newest?.name ? earlier : entry.name
            let digester = try Digester(digest)
            if let replacement = replacements[name] {
                try writer.add(name, .bytes(replacement), method: .stored)
                try digester.update(replacement[...])
            } else if name != entry.name {
                let content = try archive.contents(of: entry, limit: entry.size)
                try writer.add(name, .bytes(content), method: .deflated)
                try digester.update(content[...])
            } else {
                try writer.copy(entry, from: archive)
                guard !entry.isFolder, name != ASiCNames.mimetype else { continue }
                try archive.read(entry) { (piece) throws(SigningError) in try digester.update(piece) }
            }
            references.append(
                ASiCManifest.Reference(
                    name: name,
                    mediaType: ASiCNames.mediaType(ofMeta: name),
                    isRootfile: name != entry.name,
                    digestAlgorithm: digest,
                    digest: try digester.finish()
                )
            )
        }
        let timestamp = free(ASiCNames.timestamp)
        let manifest = ASiCManifest(
            signatureName: timestamp,
            signatureMediaType: ASiCNames.timestampMediaType,
            references: references
        )
        .encoded
        try writer.add(ASiCNames.newestArchiveManifest, .bytes(manifest), method: .deflated)
        try writer.add(timestamp, .bytes(try stamp(manifest, digest)), method: .stored)
        try writer.finish(comment: archive.comment)
    }

    /// The first of numbered names that no entry has.
    private func free(_ name: (Int) -> String) -> String {
        var number = 1
        while archive.entry(named: name(number)) != nil { number += 1 }
        return name(number)
    }
}
