package import KandasSign

/// A timestamping authority (RFC 3161).
///
/// Every field may be set to what no authority should do, so that a verifier can be tested with it.
package struct TestTimestampAuthority: Sendable {
    /// Its key and certificate.
    package var identity: TestIdentity
    /// The certificates above it, which go into a token whose request asks for certificates.
    package var chain: [Certificate]
    /// The policies that it stamps under; the first is the default.
    package var policies: [ObjectIdentifier]
    /// The digests that it stamps.
    package var imprints: Set<DigestAlgorithm> = Set(DigestAlgorithm.allCases).subtracting([.sha1, .sha224])
    /// How far its clock may be off, in seconds; `nil` if it does not tell.
    package var accuracy: Int? = 1
    package var ordering = false
    package var echoesNonce = true
    /// What is stamped instead of what was asked for.
    package var replacedImprint: [UInt8]?

    /// The national policies (register of the national CA).
    package enum Policy {
        package static let gost2004: ObjectIdentifier = "1.2.398.3.3.2.6.1"
        package static let rsa: ObjectIdentifier = "1.2.398.3.3.2.6.2"
        package static let gost2015: ObjectIdentifier = "1.2.398.3.3.2.6.4"
    }

    /// Creates an authority with the national policy for its kind of key.
    package init(_ identity: TestIdentity, chain: [Certificate] = []) {
        self.identity = identity
        self.chain = chain
        policies =
            switch identity.key.kind {
            case .national(.gost2004): [Policy.gost2004]
            case .national: [Policy.gost2015]
            default: [Policy.rsa]
            }
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: A TimeStampReq in DER.
    ///   - time: The time to stamp.
    /// - Returns: A TimeStampResp in DER: granted with a token, or a rejection with its reason.
    /// - Throws: ``SigningError`` if the token cannot be signed.
    package func response(to request: [UInt8], at time: Timestamp) throws(SigningError) -> [UInt8] {
        let question: TestTimestampRequest
        do throws(SigningError) {
            question = try TestTimestampRequest(der: request)
        } catch {
            return TestTimestampAuthority.rejection(.badDataFormat)
        }
        guard !question.hasExtensions else { return TestTimestampAuthority.rejection(.unacceptedExtension) }
        guard let algorithm = question.algorithm, imprints.contains(algorithm) else {
            return TestTimestampAuthority.rejection(.badAlgorithm)
        }
        guard question.digest.count == algorithm.byteCount else {
            return TestTimestampAuthority.rejection(.badDataFormat)
        }
        if let policy = question.policy, !policies.contains(policy) {
            return TestTimestampAuthority.rejection(.unacceptedPolicy)
        }
        let token = try token(
            imprint: replacedImprint ?? question.imprint,
            policy: question.policy ?? policies[0],
            nonce: question.nonce,
            includesCertificates: question.asksForCertificates,
            at: time
        )
        return DER.sequence(DER.sequence(DER.integer(0)), token)
    }

    /// Stamps without being asked.
    ///
    /// - Parameters:
    ///   - bytes: What is stamped, not yet digested.
    ///   - algorithm: The digest of the imprint.
    ///   - time: The time to stamp.
    /// - Returns: A TimeStampToken in DER.
    /// - Throws: ``SigningError`` if the token cannot be signed.
    package func token(
        over bytes: [UInt8],
        algorithm: DigestAlgorithm = .sha256,
        at time: Timestamp
    ) throws(SigningError) -> [UInt8] {
        let imprint = DER.sequence(
            algorithm.algorithmIdentifier.der,
            DER.octetString(try algorithm.digest(of: bytes))
        )
        return try token(
            imprint: replacedImprint ?? imprint,
            policy: policies[0],
            nonce: nil,
            includesCertificates: true,
            at: time
        )
    }

    private func token(
        imprint: [UInt8],
        policy: ObjectIdentifier,
        nonce: [UInt8]?,
        includesCertificates: Bool,
        at time: Timestamp
    ) throws(SigningError) -> [UInt8] {
        let info = DER.sequence(
            DER.integer(1),
            DER.objectIdentifier(policy),
            imprint,
            DER.integer(unsigned: (0..<8).map { _ in UInt8.random(in: 0...255) }),
            DER.generalizedTime(time),
            accuracy.map { DER.sequence(DER.integer($0)) } ?? [],
            ordering ? DER.boolean(true) : [],
            echoesNonce ? nonce ?? [] : [],
            DER.explicit(0, DER.explicit(4, identity.certificate.subject.der))
        )
        var options = SignatureOptions(signingTime: time)
        options.contentType = "1.2.840.113549.1.9.16.1.4"
        options.includesCertificates = includesCertificates
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(info).source(),
                isDetached: false,
                signers: [try identity.signer(chain: chain)],
                options: options,
                to: sink
            )
        return sink.bytes
    }

    /// PKIFailureInfo (RFC 3161 section 2.4.2), by its bits.
    package enum Rejection: Int, Sendable {
        case badAlgorithm = 0
        case badRequest = 2
        case badDataFormat = 5
        case timeNotAvailable = 14
        case unacceptedPolicy = 15
        case unacceptedExtension = 16
        case systemFailure = 25
    }

    /// A response that only says why there is no token.
    package static func rejection(_ rejection: Rejection) -> [UInt8] {
        DER.sequence(DER.sequence(DER.integer(2), DER.bitString(namedBits: [rejection.rawValue])))
    }
}
