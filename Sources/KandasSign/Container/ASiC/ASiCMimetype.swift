/// What the file `mimetype` of a container says, and whether it stands where programs look for it.
public struct ASiCMimetype: Hashable, Sendable {
    /// The media type, or `nil` if there is no such file or it is no short text.
    public let value: String?
    /// Whether there is a file `mimetype`.
    public let isPresent: Bool
    /// Whether it is the first file, stored, without additional fields (ETSI EN 319 162-1 section A.1).
    public let isInPlace: Bool

    /// What is demanded of the media type.
    public enum Rule: Sendable {
        /// It is there, right and in its place; anything else is a failure. For packages that this library writes.
        case inPlace
        /// It may be missing or late, which is a warning: containers that other tools wrote or extended often are so,
        /// and it changes nothing of what is signed. ASiC-S, which is not read, is indeterminate.
        case tolerant
    }

    /// Whether it says what an ASiC-E container must say, in its place.
    public var isASiCE: Bool { value == ASiCNames.mediaType && isInPlace }

    /// Whether it announces an ASiC-S container.
    var isSimple: Bool { value == ASiCNames.simpleMediaType }

    init(of archive: ZIPArchive) throws(SigningError) {
        guard let entry = archive.entry(named: ASiCNames.mimetype) else {
            value = nil
            isPresent = false
            isInPlace = false
            return
        }
        isPresent = true
        isInPlace = entry.recordRange.lowerBound == 0 && entry.method == .stored && !entry.hasExtraField
        do throws(SigningError) {
            let longest = 256
            value =
                entry.size <= longest
                ? String(validating: try archive.contents(of: entry, limit: longest), as: UTF8.self) : nil
        } catch {
            guard error.isDamage else { throw error }
            value = nil
        }
    }

    func finding(_ rule: Rule) -> Reason? {
        let lenient: Reason.Severity = rule == .inPlace ? .failure : .warning
        guard isPresent else { return reason("CONTAINER_MIMETYPE_MISSING", lenient) }
        if isSimple, rule == .tolerant { return reason("CONTAINER_KIND_NOT_SUPPORTED", .indeterminate) }
        guard value == ASiCNames.mediaType else { return reason("CONTAINER_MIMETYPE_WRONG", .failure) }
        return isInPlace ? nil : reason("CONTAINER_MIMETYPE_LATE", lenient)
    }

    private func reason(_ code: String, _ severity: Reason.Severity) -> Reason {
        Reason(
            code,
            severity,
            subIndication: severity == .failure ? .formatFailure : nil,
            location: Reason.Location(file: ASiCNames.mimetype),
            actor: severity == .indeterminate ? .operator : .applicant,
            parameters: ["file": ASiCNames.mimetype]
        )
    }
}
