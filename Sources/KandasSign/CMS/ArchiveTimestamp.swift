/// An archive-time-stamp-v3 of a signer (EN 319 122-1 section 5.5.3), compared with the message that it stands in.
struct ArchiveTimestamp {
    let token: TimestampToken
    /// The attribute's value: the token as it stands there.
    let value: [UInt8]
    let info: SignerInfo
    /// The message around the signer, or `nil` for a countersignature.
    let parts: SignedDataParts?

    /// Whether the timestamp is over the message, and what of it.
    ///
    /// - Parameters:
    ///   - contentDigest: The digest of the signed content by the imprint's algorithm, or `nil` if it is not known.
    ///   - limits: Bounds on what is accepted.
    /// - Returns: What became of the comparison, and what the timestamp covers.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    func compare(
        contentDigest: [UInt8]?,
        limits: Limits
    ) throws(SigningError) -> (TimestampFacts.Imprint, TimestampFacts.Coverage) {
        guard let parts, let algorithm = token.info.imprint.digestAlgorithm else { return (.unknown(.form), .init()) }
        guard let contentDigest else { return (.unknown(.content), .init()) }
        let index: ArchiveHashIndex
        do throws(SigningError) {
            index = try ArchiveHashIndex(of: token, limits: limits)
        } catch {
            return (error.code == .unsupported ? .unknown(.algorithm) : .differs, .init())
        }
        var isOver = false
        for form in try ArchiveTimestamp.forms(of: info) {
            let imprint = ArchiveTimestamp.imprintInput(
                contentType: parts.contentType,
                contentDigest: contentDigest,
                signer: form,
                index: index.bytes
            )
            if try algorithm.digest(of: imprint) == token.info.imprint.digest { isOver = true }
        }
        guard isOver else { return (.differs, .init()) }
        let match = try index.match(
            ArchiveHashIndex.Subject(
                certificates: parts.certificates,
                revocationInfo: parts.revocationLists,
                // It cannot cover itself, nor archive timestamps that were added later: those are told apart by their
                // values, since one attribute may hold several.
                attributes: info.unsignedAttributes.compactMap { attribute in
                    let values = attribute.values.filter { $0 != value }
                    return values.isEmpty ? nil : CMSAttribute(type: attribute.type, values: values)
                },
                listsInAttributes: EmbeddedEvidence.evidence(in: info.unsignedAttributes, limits: limits)
                    .revocationLists.map(\.der)
            )
        )
        // Something that the timestamp names was taken away.
        guard match.isWhole else { return (.differs, .init()) }
        return (.matches, coverage(of: match, limits: limits))
    }

    private func coverage(of match: ArchiveHashIndex.Match, limits: Limits) -> TimestampFacts.Coverage {
        var evidence = Evidence(
            certificates: match.certificates.compactMap { try? Certificate(der: $0, limits: limits) }
        )
        for element in match.revocationInfo {
            evidence += EmbeddedEvidence.evidence(inRevocationInfo: element, limits: limits)
        }
        evidence += EmbeddedEvidence.evidence(in: match.attributes, limits: limits)
        var coverage = TimestampFacts.Coverage(items: [], uncovered: match.uncovered)
        for attribute in match.attributes {
            for value in attribute.values {
                guard let token = try? TimestampToken(value, limits: limits) else { continue }
                coverage.items.insert(EvidenceItem(token))
                evidence.formUnion(token.embeddedEvidence(limits: limits))
            }
        }
        coverage.items.formUnion(evidence.items)
        return coverage
    }

    /// The octets that an archive timestamp is over, before they are digested (section 5.5.3).
    static func imprintInput(
        contentType: ObjectIdentifier,
        contentDigest: [UInt8],
        signer: [UInt8],
        index: [UInt8]
    ) -> [UInt8] {
        DER.objectIdentifier(contentType) + contentDigest + signer + index
    }

    /// The signed part of the signer as it stands in the message.
    static func signedPart(of info: SignerInfo) -> [UInt8] { Array(info.signedPart.joined()) }

    /// The signed part of a signer as it stands in the message, and in DER if that is something else, as others digest it.
    private static func forms(of info: SignerInfo) throws(SigningError) -> [[UInt8]] {
        let received = signedPart(of: info)
        guard let signed = info.signedAttributes, !signed.isDER else { return [received] }
        var reader = DERReader(signed.sorted)
        let attributes = DER.element(DER.Tag.explicit(0), Array(try reader.next().content))
        let normalized = info.signedPart.flatMap { $0.first == DER.Tag.explicit(0) ? attributes : $0 }
        return [received, normalized]
    }
}
