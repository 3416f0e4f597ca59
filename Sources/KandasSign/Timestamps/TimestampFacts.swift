/// A timestamp of a signature, whatever the format: what it is over and what it proves. Facts only.
public struct TimestampFacts: Sendable {
    /// What it is for.
    public let kind: Kind
    /// The token, or why it cannot be read.
    public let token: Result<TimestampToken, SigningError>
    /// Whether it is over what it must be over.
    public let imprint: Imprint
    /// What else than the signature value it proves to have existed.
    let coverage: Coverage

    /// What a timestamp is for.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Over the content, before it was signed (EN 319 122-1 section 5.2.8).
        case content
        /// Over the signature value (EN 319 122-1 section 5.3).
        case signature
        /// Over all there is, so that it outlasts algorithms (EN 319 122-1 section 5.5, EN 319 162-1 section 4.4.4).
        case archive
    }

    /// What became of the comparison.
    public enum Imprint: Sendable, Hashable {
        /// It is over what it must be over.
        case matches
        /// It is over something else.
        case differs
        /// It could not be computed.
        case unknown(Gap)
    }

    /// Why an imprint could not be computed. The raw value stands in reports.
    public enum Gap: String, Sendable, Hashable, CaseIterable {
        /// With an algorithm that this library does not know.
        case algorithm = "ALGORITHM"
        /// The content is not there, or was not digested with that algorithm.
        case content = "CONTENT"
        /// It is of an older form that is not read.
        case form = "FORM"
    }

    /// What a timestamp covers besides the signature.
    struct Coverage: Sendable {
        /// The certificates, revocation information and other timestamps.
        var items: Set<EvidenceItem> = []
        /// How many elements of the message are not covered, though they could be.
        var uncovered = 0
    }
}
