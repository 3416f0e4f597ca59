extension ASiCContainer {
    /// Reads every data file once and compares it with all manifests.
    ///
    /// - Parameter observer: Sees the data files, one after the other in the archive's order, so that other checks can
    ///   use the same pass.
    /// - Returns: What became of each reference, and all findings. A changed, missing or damaged file is a finding.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if reading fails, and what `observer`
    ///   throws.
    public func check(
        observer: (ASiCFileEvent) throws(SigningError) -> Void = { _ in }
    ) throws(SigningError) -> ASiCCheck {
        var wanted: [String: Set<DigestAlgorithm>] = [:]
        for reference in (signatures.map(\.manifest) + archives.map(\.manifest)).lazy.flatMap(\.references) {
            guard let name = reference.name, let algorithm = reference.digestAlgorithm else { continue }
            wanted[name, default: []].insert(algorithm)
        }
        for reference in xmlSignatures.lazy.flatMap(\.references) {
            guard let name = reference.name, let algorithm = reference.digestAlgorithm else { continue }
            wanted[name, default: []].insert(algorithm)
        }
        var digests: [String: [DigestAlgorithm: [UInt8]]] = [:]
        var damaged: Set<String> = []
        var findings = self.findings
        for entry in archive.entries where !entry.isFolder {
            let isData = ASiCNames.role(of: entry.name) == .data
            let algorithms = wanted[entry.name] ?? []
            guard isData || !algorithms.isEmpty else { continue }
            if isData { try observer(.start(entry)) }
            switch try digest(entry, algorithms, isData ? observer : { _ in }) {
            case .success(let values): digests[entry.name] = values
            case .failure(let damage):
                damaged.insert(entry.name)
                findings.append(Reason(damage: damage, file: entry.name))
            }
            if isData { try observer(.end(isDamaged: damaged.contains(entry.name))) }
        }
        let checked = signatures.map { signed in
            ASiCCheck.Signature(
                signed: signed,
                outcomes: signed.manifest.references.map { outcome(of: $0, digests: digests, damaged: damaged) },
                uncoveredFiles: uncovered(by: signed)
            )
        }
        findings += checked.flatMap(Self.findings)
        let unchanged = archives.filter { one in
            one.manifest.references.allSatisfy { outcome(of: $0, digests: digests, damaged: damaged) == .unchanged }
        }
        return ASiCCheck(
            signatures: checked,
            findings: findings,
            unchangedArchives: Set(unchanged.map(\.name)),
            digests: digests
        )
    }

    /// The digests of a file; failure if its bytes are damaged.
    private func digest(
        _ entry: ZIPEntry,
        _ algorithms: Set<DigestAlgorithm>,
        _ observer: (ASiCFileEvent) throws(SigningError) -> Void
    ) throws(SigningError) -> Result<[DigestAlgorithm: [UInt8]], SigningError> {
        var digesters: [Digester] = []
        for algorithm in algorithms { digesters.append(try Digester(algorithm)) }
        var observerFailed = false
        do throws(SigningError) {
            try archive.read(entry) { (piece) throws(SigningError) in
                for digester in digesters { try digester.update(piece) }
                observerFailed = true
                try observer(.bytes(piece))
                observerFailed = false
            }
        } catch {
            // What the observer throws is its own affair, whatever the code.
            guard error.isDamage, !observerFailed else { throw error }
            return .failure(error)
        }
        var values: [DigestAlgorithm: [UInt8]] = [:]
        for digester in digesters { values[digester.algorithm] = try digester.finish() }
        return .success(values)
    }

    private func outcome(
        of reference: ASiCManifest.Reference,
        digests: [String: [DigestAlgorithm: [UInt8]]],
        damaged: Set<String>
    ) -> ASiCCheck.Outcome {
        guard let name = reference.name, let entry = archive.entry(named: name), !entry.isFolder else {
            return .missing
        }
        guard !damaged.contains(name) else { return .damaged }
        guard let algorithm = reference.digestAlgorithm else { return .unknownAlgorithm }
        return digests[name]?[algorithm] == reference.digest ? .unchanged : .changed
    }

    private func uncovered(by signed: ASiCSignedManifest) -> [String] {
        let names = Set(signed.manifest.references.compactMap(\.name))
        return dataFiles.lazy.map(\.name).filter { !names.contains($0) }
    }

    private static func findings(of signature: ASiCCheck.Signature) -> [Reason] {
        zip(signature.signed.manifest.references, signature.outcomes)
            .compactMap { reference, outcome in
                let file = reference.name ?? reference.uri
                func reason(_ code: String, _ severity: Reason.Severity, _ subIndication: SubIndication) -> Reason {
                    Reason(
                        code,
                        severity,
                        subIndication: subIndication,
                        location: Reason.Location(file: file),
                        actor: .applicant,
                        parameters: ["file": file, "manifest": signature.signed.name]
                    )
                }
                switch outcome {
                // A damaged file has been reported once for all manifests.
                case .unchanged, .damaged: return nil
                case .changed: return reason("HASH_FAILURE", .failure, .hashFailure)
                case .missing: return reason("ATTACHMENT_MISSING", .failure, .signedDataNotFound)
                case .unknownAlgorithm: return reason("DIGEST_UNKNOWN", .indeterminate, .cryptoConstraintsFailure)
                }
            }
    }
}
