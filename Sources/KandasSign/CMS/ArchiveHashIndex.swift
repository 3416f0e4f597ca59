/// The ats-hash-index of an archive timestamp (EN 319 122-1 section 5.5.2; TS 101 733 section 6.4.2 for its first form):
/// digests of everything in the message that the timestamp covers besides the signed part of the signer.
struct ArchiveHashIndex {
    /// The value of the attribute, whole.
    let bytes: [UInt8]
    private let algorithm: DigestAlgorithm
    private let form: Form
    private let certificates: Set<[UInt8]>
    private let revocationInfo: Set<[UInt8]>
    private let attributes: Set<[UInt8]>

    /// What of an attribute is digested.
    enum Form {
        /// The whole attribute.
        case first
        /// Its type and each of its values.
        case third
    }

    /// What an index is about: a message's certificates and revocation information, and a signer's unsigned attributes.
    struct Subject {
        let certificates: [[UInt8]]
        let revocationInfo: [[UInt8]]
        let attributes: [CMSAttribute]
        /// Revocation lists in the attributes. An index should not name them one by one (section 5.5.2), but some do.
        var listsInAttributes: [[UInt8]] = []
    }

    /// What of a subject an index names.
    struct Match {
        /// Whether everything that the index names is there.
        var isWhole = true
        var certificates: [[UInt8]] = []
        var revocationInfo: [[UInt8]] = []
        var attributes: [CMSAttribute] = []
        /// How many elements of the subject the index does not name.
        var uncovered = 0
    }

    /// Makes the index of a subject.
    init(of subject: Subject, algorithm: DigestAlgorithm) throws(SigningError) {
        self.algorithm = algorithm
        form = .third
        let certificates = try subject.certificates.map { bytes throws(SigningError) in try algorithm.digest(of: bytes)
        }
        let infos = try subject.revocationInfo.map { bytes throws(SigningError) in try algorithm.digest(of: bytes) }
        var attributes: [[UInt8]] = []
        for attribute in subject.attributes {
            attributes += try ArchiveHashIndex.digests(of: attribute, form: .third, algorithm)
        }
        bytes = DER.sequence(
            algorithm.algorithmIdentifier.der,
            DER.sequence(of: certificates.map(DER.octetString)),
            DER.sequence(of: infos.map(DER.octetString)),
            DER.sequence(of: attributes.map(DER.octetString))
        )
        self.certificates = Set(certificates)
        revocationInfo = Set(infos)
        self.attributes = Set(attributes)
    }

    /// Reads the index in an archive timestamp's own unsigned attributes; there must be exactly one.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``, or
    ///   ``SigningError/Code/unsupported`` if its digests are of an algorithm that is not known.
    init(of token: TimestampToken, limits: Limits) throws(SigningError) {
        let found = token.signer.unsignedAttributes.filter {
            $0.type == CMSObjects.hashIndexV3 || $0.type == CMSObjects.hashIndex
        }
        guard found.count == 1, let attribute = found.first, attribute.values.count == 1,
            let value = attribute.values.first
        else { throw .malformed("an archive timestamp with \(found.count) hash indexes") }
        bytes = value
        form = attribute.type == CMSObjects.hashIndexV3 ? .third : .first
        var reader = DERReader(value[...], rules: .ber, depth: limits.nestingDepth)
        var fields = try reader.enter(DER.Tag.sequence, "a hash index")
        try reader.end("a hash index")
        // The first form leaves SHA-256 out as the default: the first list then stands where the algorithm would.
        var ahead = fields
        let first = try ahead.next()
        if try ahead.entering(first).nextTag == DER.Tag.objectIdentifier {
            let identifier = try AlgorithmIdentifier(reading: &fields, "a hash index's algorithm")
            guard let known = DigestAlgorithm(identifier) else {
                throw .unsupported("a hash index with \(identifier.identifier)")
            }
            algorithm = known
        } else {
            guard form == .first else { throw .malformed("a hash index without algorithm") }
            algorithm = .sha256
        }
        certificates = try ArchiveHashIndex.list(&fields, limits)
        revocationInfo = try ArchiveHashIndex.list(&fields, limits)
        attributes = try ArchiveHashIndex.list(&fields, limits)
        try fields.end("a hash index")
    }

    /// Compares the index with what is there.
    func match(_ subject: Subject) throws(SigningError) -> Match {
        var match = Match()
        var seen: Set<[UInt8]> = []
        func isNamed(_ bytes: [UInt8], in digests: Set<[UInt8]>) throws(SigningError) -> Bool {
            let digest = try algorithm.digest(of: bytes)
            guard digests.contains(digest) else { return false }
            seen.insert(digest)
            return true
        }
        for element in subject.certificates {
            if try isNamed(element, in: certificates) {
                match.certificates.append(element)
            } else {
                match.uncovered += 1
            }
        }
        match.isWhole = seen.count == certificates.count
        seen = []
        for element in subject.revocationInfo {
            if try isNamed(element, in: revocationInfo) {
                match.revocationInfo.append(element)
            } else {
                match.uncovered += 1
            }
        }
        // The imprint binds what the index names wherever it stands, so such a list is there as much as one in `crls`.
        for element in subject.listsInAttributes where try isNamed(element, in: revocationInfo) {
            match.revocationInfo.append(element)
        }
        match.isWhole = match.isWhole && seen.count == revocationInfo.count
        seen = []
        for attribute in subject.attributes {
            let digests = try ArchiveHashIndex.digests(of: attribute, form: form, algorithm)
            let named = digests.filter(attributes.contains)
            seen.formUnion(named)
            if named.count == digests.count { match.attributes.append(attribute) } else { match.uncovered += 1 }
        }
        match.isWhole = match.isWhole && seen.count == attributes.count
        return match
    }

    private static func digests(
        of attribute: CMSAttribute,
        form: Form,
        _ algorithm: DigestAlgorithm
    ) throws(SigningError) -> [[UInt8]] {
        guard form == .third else { return [try algorithm.digest(of: attribute.der)] }
        let type = DER.objectIdentifier(attribute.type)
        return try attribute.values.map { value throws(SigningError) in try algorithm.digest(of: type + value) }
    }

    private static func list(_ fields: inout DERReader, _ limits: Limits) throws(SigningError) -> Set<[UInt8]> {
        var list = try fields.enter(DER.Tag.sequence, "a hash index")
        var digests: Set<[UInt8]> = []
        for element in try list.all(atMost: limits.embeddedCertificates + limits.revocationInfos, "digests in an index")
        {
            digests.insert(try element.octets("a digest in an index", reader: list))
        }
        return digests
    }
}
