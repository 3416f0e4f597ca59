/// Judges ASiC-E containers with CAdES or XAdES signatures: structure, files, and every signature over a manifest.
public struct ContainerValidator: Sendable {
    private let messages: CMSValidator
    private let documents: XMLValidator
    private let limits: Limits
    private let rule: ASiCMimetype.Rule

    /// What was found in a container.
    public struct Outcome: Sendable {
        /// The report.
        public let report: ValidationReport
        /// The container.
        public let container: ASiCContainer
        /// The names of the files that each signature covers, by the signature's number in the report. That they are
        /// unchanged is told by the report's reasons.
        public let coverage: [Int: Set<String>]
    }

    /// Creates a validator.
    ///
    /// - Parameters:
    ///   - trust: Whom the caller trusts, and evidence.
    ///   - policy: What a signature must fulfil.
    ///   - source: Who is asked where the evidence at hand does not suffice; `nil` for nobody.
    ///   - limits: Bounds on the container.
    ///   - rule: What is demanded of the media type.
    /// - Throws: ``SigningError`` as ``CMSValidator/init(trust:policy:source:limits:)`` does.
    public init(
        trust: TrustStore,
        policy: ValidationPolicy = .generic,
        source: (any EvidenceSource)? = nil,
        limits: Limits = Limits(),
        mimetype rule: ASiCMimetype.Rule = .inPlace
    ) throws(SigningError) {
        self.rule = rule
        messages = try CMSValidator(trust: trust, policy: policy, source: source, limits: limits)
        documents = try XMLValidator(trust: trust, policy: policy, source: source)
        self.limits = limits
    }

    /// Judges a container.
    ///
    /// - Parameters:
    ///   - bytes: The container.
    ///   - time: The time to judge at.
    ///   - observer: Sees the files while they are digested; nothing it learns may be acted on before the report.
    /// - Returns: The report; passed only if the structure is sound, every file is covered and every signature holds.
    /// - Throws: ``SigningError``: what opening the archive throws, and what `observer` throws.
    public func validate(
        _ bytes: any RandomAccessBytes,
        at time: Timestamp,
        observer: (ASiCFileEvent) throws(SigningError) -> Void = { _ in }
    ) throws(SigningError) -> Outcome {
        let container = try ASiCContainer(bytes, limits: limits, mimetype: rule)
        let check = try container.check(observer: observer)
        var reasons = check.findings
        var signatures: [SignatureReport] = []
        var coverage: [Int: Set<String>] = [:]
        var limits = limits
        for one in check.signatures {
            let message: ValidationReport
            do throws(SigningError) {
                let facts = try SignedDataReader(limits: limits)
                    .read(
                        MemoryBytes(one.signed.signature).source(),
                        content: MemoryBytes(one.signed.bytes).source()
                    )
                message = try messages.validate(
                    facts,
                    at: time,
                    firstNumber: signatures.count + 1,
                    around: CMSSurroundings(
                        archives: try container.archiveTimestamps(check, over: one.signed, facts)
                    )
                )
            } catch {
                guard error.code != .cryptoLibraryFailure else { throw error }
                reasons.append(unreadable(one.signed.signatureName, error))
                continue
            }
            // At the time since which all of its signatures are proven to exist.
            let proven = message.signatures.map { $0.provenTime ?? time }.max() ?? time
            reasons += weaknesses(one.signed, at: proven)
            // A service that several signatures needed is named once.
            reasons += message.reasons.filter { !reasons.contains($0) }
            for signature in message.signatures { coverage[signature.number] = one.namedFiles }
            signatures += message.signatures
            // The limit is for all messages of the container together.
            limits.signers -= message.signatures.reduce(0) { $0 + $1.signerCount }
        }
        for one in container.xmlSignatures {
            let document: (report: ValidationReport, covered: [Set<String>], hasForeign: Bool)
            do throws(SigningError) {
                document = try judge(one, check, at: time, firstNumber: signatures.count + 1, limits)
            } catch {
                guard error.code != .cryptoLibraryFailure else { throw error }
                reasons.append(unreadable(one.name, error))
                continue
            }
            reasons += document.report.reasons
            if document.hasForeign {
                reasons.append(
                    Reason(
                        "CONTAINER_SIGNATURE_ORPHAN",
                        .failure,
                        subIndication: .formatFailure,
                        location: Reason.Location(file: one.name),
                        actor: .applicant,
                        parameters: ["file": one.name]
                    )
                )
            }
            for (signature, names) in zip(document.report.signatures, document.covered) {
                coverage[signature.number] = names
            }
            signatures += document.report.signatures
            limits.xmlSignatures -= document.report.signatures.reduce(0) { $0 + $1.signerCount }
        }
        let report = ValidationReport(
            verdict: Proof.verdict(reasons: reasons, signatures: signatures),
            reasons: reasons,
            signatures: signatures,
            judgedAt: time,
            policy: "\(messages.policy.name)/\(messages.policy.version)"
        )
        return Outcome(report: report, container: container, coverage: coverage)
    }

    private func unreadable(_ name: String, _ error: SigningError) -> Reason {
        Reason(
            "SIGNATURE_UNREADABLE",
            .failure,
            subIndication: .formatFailure,
            location: Reason.Location(file: name),
            actor: .applicant,
            parameters: ["detail": error.reason]
        )
    }

    /// Judges a file of XML signatures, and tells the files that each of them covers unchanged, and whether there is one
    /// that is about no file of the container.
    private func judge(
        _ signed: ASiCXMLSignature,
        _ check: ASiCCheck,
        at time: Timestamp,
        firstNumber: Int,
        _ limits: Limits
    ) throws(SigningError) -> (report: ValidationReport, covered: [Set<String>], hasForeign: Bool) {
        var digests: [String: [DigestAlgorithm: [UInt8]]] = [:]
        for reference in signed.references {
            if let name = reference.name, let known = check.digests[name] { digests[reference.uri] = known }
        }
        let facts = try XMLSignatureReader(limits: limits)
            .read(MemoryBytes(signed.bytes), content: .digested(digests))
        let covered = facts.signatures.map { signature in
            Set(
                signature.references.compactMap { reference -> String? in
                    guard case .external(let uri) = reference.coverage, reference.matches == true else { return nil }
                    return ContainerURI.decode(uri)
                }
            )
        }
        // Whoever signed some other document said nothing about this container, and must not be named as its signer.
        let hasForeign = facts.signatures.contains { signature in
            !signature.references.contains { reference in
                guard case .external(let uri) = reference.coverage else { return false }
                return ContainerURI.decode(uri).map { ASiCNames.role(of: $0) == .data } ?? false
            }
        }
        return (try documents.validate(facts, at: time, firstNumber: firstNumber), covered, hasForeign)
    }

    /// Digests in the manifest that the policy finds too weak: whoever makes collisions exchanges a file.
    private func weaknesses(_ signed: ASiCSignedManifest, at time: Timestamp) -> [Reason] {
        let rules = messages.policy.algorithms
        let weak = Set(signed.manifest.references.compactMap(\.digestAlgorithm)).filter { !rules.allows($0, at: time) }
        return weak.sorted { $0.rawValue < $1.rawValue }
            .map { algorithm in
                Reason(
                    "WEAK_DIGEST",
                    .indeterminate,
                    subIndication: .cryptoConstraintsFailure,
                    location: Reason.Location(file: signed.name),
                    actor: .applicant,
                    parameters: ["algorithm": algorithm.rawValue]
                )
            }
    }
}
