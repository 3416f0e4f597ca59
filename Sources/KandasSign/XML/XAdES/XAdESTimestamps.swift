/// A timestamp in the unsigned properties of a signature.
struct XAdESTimestamp: Sendable {
    /// What it is for.
    let kind: TimestampFacts.Kind
    /// The token, or why it cannot be read.
    let token: Result<TimestampToken, SigningError>
    /// How the nodes that it is over become octets.
    let method: CanonicalizationMethod?
    /// Its place among the unsigned properties.
    let place: Int
    /// Whether it is of a form that is read.
    let isRead: Bool

    /// The timestamps of a signature, in their order (ETSI EN 319 132-1 sections 5.3 and 5.5.2).
    static func all(in properties: XAdESProperties, limits: Limits) -> [XAdESTimestamp] {
        var found: [XAdESTimestamp] = []
        for (place, property) in properties.unsigned.enumerated() {
            let kind: TimestampFacts.Kind
            switch property.name {
            case "SignatureTimeStamp": kind = .signature
            case "ArchiveTimeStamp": kind = .archive
            default: continue
            }
            var method: CanonicalizationMethod? = .implied
            if let named = property.first("CanonicalizationMethod", XMLNamespace.signature) {
                method = (try? XMLAlgorithm(named))?.canonicalization
            }
            // The archive timestamp of XAdES 1.3.2 is over something else, and so is one that names what it includes.
            let isRead =
                !property.children.contains { $0.name == "Include" || $0.name == "XMLTimeStamp" }
                && (kind == .signature || property.namespace == XMLNamespace.xades141)
            for capsule in property.children where capsule.name == "EncapsulatedTimeStamp" {
                let token = Result { () throws(SigningError) in
                    guard let octets = capsule.octets else { throw .malformed("a timestamp that is not base64") }
                    return try TimestampToken(octets, limits: limits)
                }
                found.append(
                    XAdESTimestamp(kind: kind, token: token, method: method, place: place, isRead: isRead)
                )
            }
        }
        return found
    }
}
