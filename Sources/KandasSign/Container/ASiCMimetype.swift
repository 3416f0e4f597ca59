/// What the file `mimetype` of a container says, and whether it stands where programs look for it.
public struct ASiCMimetype: Hashable, Sendable {
    /// The media type, or `nil` if there is no such file or it is no short text.
    public let value: String?
    /// Whether there is a file `mimetype`.
    public let isPresent: Bool
    /// Whether it is the first file, stored, without additional fields (ETSI EN 319 162-1 section A.1).
    public let isInPlace: Bool

    /// Whether it says what an ASiC-E container must say, in its place.
    public var isASiCE: Bool { value == ASiCNames.mediaType && isInPlace }

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

    var finding: Reason? {
        func reason(_ code: String, _ severity: Reason.Severity) -> Reason {
            Reason(
                code,
                severity,
                subIndication: severity == .failure ? .formatFailure : nil,
                location: Reason.Location(file: ASiCNames.mimetype),
                actor: .applicant
            )
        }
        guard isPresent else { return reason("CONTAINER_MIMETYPE_MISSING", .warning) }
        if value == ASiCNames.simpleMediaType { return reason("CONTAINER_KIND_NOT_SUPPORTED", .indeterminate) }
        guard value == ASiCNames.mediaType else { return reason("CONTAINER_MIMETYPE_WRONG", .failure) }
        return isInPlace ? nil : reason("CONTAINER_MIMETYPE_LATE", .failure)
    }
}
