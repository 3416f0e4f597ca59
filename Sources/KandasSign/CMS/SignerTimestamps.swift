/// The timestamps of a signer, read but not yet compared with what they must be over.
struct SignerTimestamps {
    private var found: [Found] = []

    private struct Found {
        let kind: TimestampFacts.Kind
        let attribute: CMSAttribute
        let value: [UInt8]
        let token: Result<TimestampToken, SigningError>
    }

    /// None.
    init() {}

    /// Reads the timestamps among a signer's attributes.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if there are too many. One that cannot be
    ///   read is a fact.
    init(
        of info: SignerInfo,
        candidates: [Certificate],
        _ limits: Limits,
        _ budget: SignerBudget
    ) throws(SigningError) {
        let signed = info.signedAttributes?.all(CMSObjects.contentTimeStamp) ?? []
        for attribute in signed + info.unsignedAttributes {
            guard let kind = SignerTimestamps.kind(of: attribute.type) else { continue }
            for value in attribute.values {
                try budget.takeTimestamp()
                let token: Result<TimestampToken, SigningError>
                do throws(SigningError) {
                    token = .success(try TimestampToken(value, candidates: candidates, limits: limits))
                } catch {
                    token = .failure(error)
                }
                found.append(Found(kind: kind, attribute: attribute, value: value, token: token))
            }
        }
    }

    private static func kind(of type: ObjectIdentifier) -> TimestampFacts.Kind? {
        switch type {
        case CMSObjects.contentTimeStamp: .content
        case CMSObjects.signatureTimeStampToken: .signature
        case CMSObjects.archiveTimeStampV2, CMSObjects.archiveTimeStampV3: .archive
        default: nil
        }
    }

    /// The algorithms that the content must be digested with to compare the timestamps.
    var contentDigests: Set<DigestAlgorithm> {
        Set(
            found.filter { $0.kind != .signature }
                .compactMap { try? $0.token.get().info.imprint.digestAlgorithm }
        )
    }

    /// The facts, once the content has been digested.
    ///
    /// - Parameters:
    ///   - info: The signer.
    ///   - parts: The message around it, or `nil` for a countersignature.
    ///   - digests: The digests of what was signed.
    ///   - limits: Bounds on what is accepted.
    /// - Returns: The facts, in the attributes' order.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    func facts(
        of info: SignerInfo,
        parts: SignedDataParts?,
        digests: [DigestAlgorithm: [UInt8]],
        limits: Limits
    ) throws(SigningError) -> [TimestampFacts] {
        var facts: [TimestampFacts] = []
        for one in found {
            var coverage = TimestampFacts.Coverage()
            var imprint = TimestampFacts.Imprint.unknown(.form)
            if case .success(let token) = one.token {
                if let algorithm = token.info.imprint.digestAlgorithm {
                    switch one.kind {
                    case .content:
                        imprint = SignerTimestamps.compare(token, with: digests[algorithm])
                    case .signature:
                        imprint = SignerTimestamps.compare(token, with: try algorithm.digest(of: info.signatureValue))
                    case .archive where one.attribute.type == CMSObjects.archiveTimeStampV3:
                        let archive = ArchiveTimestamp(token: token, value: one.value, info: info, parts: parts)
                        (imprint, coverage) = try archive.compare(contentDigest: digests[algorithm], limits: limits)
                    case .archive: break
                    }
                } else {
                    imprint = .unknown(.algorithm)
                }
            }
            facts.append(TimestampFacts(kind: one.kind, token: one.token, imprint: imprint, coverage: coverage))
        }
        return facts
    }

    private static func compare(_ token: TimestampToken, with digest: [UInt8]?) -> TimestampFacts.Imprint {
        guard let digest else { return .unknown(.content) }
        return token.info.imprint.digest == digest ? .matches : .differs
    }
}
