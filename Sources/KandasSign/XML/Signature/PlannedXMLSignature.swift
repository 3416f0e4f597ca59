/// A signature that has been looked at, with the octets that it needs planned.
struct PlannedXMLSignature {
    let path: String
    let parent: Int?
    let number: Int
    /// `nil` if the element does not have the form of a signature.
    var structure: XMLSignatureStructure?
    var findings: [XMLSignatureFinding] = []
    /// The plan's number of the canonical form of SignedInfo.
    var signedInfo: Int?
    var references: [PlannedXMLReference] = []
    var properties: XAdESProperties?
    var timestamps: [(timestamp: XAdESTimestamp, job: Int?)] = []
    var countersignatures: [PlannedXMLSignature] = []

    /// The signature, and those over it.
    var withCountersignatures: [PlannedXMLSignature] { [self] + countersignatures.flatMap(\.withCountersignatures) }
}

/// A reference with the octets that it needs planned.
struct PlannedXMLReference {
    let reference: XMLReference
    var chain: XMLTransformChain?
    let algorithm: DigestAlgorithm?
    var finding: XMLSignatureFinding?
    /// The plan's number of the octets.
    var job: Int?
    /// The plan's number of the octets without the signatures that were added later.
    var earlierJob: Int?
    /// The number of the manifest that the reference stands in.
    var manifest: Int?
}
