import KandasSign

/// A TimeStampReq (RFC 3161 section 2.4.1).
struct TestTimestampRequest {
    /// The whole MessageImprint.
    let imprint: [UInt8]
    /// The digest of the imprint; `nil` if this library does not compute it.
    let algorithm: DigestAlgorithm?
    let digest: [UInt8]
    let policy: ObjectIdentifier?
    /// The whole INTEGER.
    let nonce: [UInt8]?
    let asksForCertificates: Bool
    let hasExtensions: Bool

    init(der: [UInt8]) throws(SigningError) {
        var reader = DERReader(der)
        var fields = try reader.enter(DER.Tag.sequence, "TimeStampReq")
        try reader.end("TimeStampReq")
        guard try fields.next().smallInteger("version") == 1 else {
            throw .unsupported("the version of a TimeStampReq")
        }
        let element = try fields.next(DER.Tag.sequence, "messageImprint")
        imprint = Array(element.bytes)
        var inner = try fields.entering(element)
        algorithm = DigestAlgorithm(try AlgorithmIdentifier(reading: &inner, "hashAlgorithm"))
        digest = Array(try inner.next(DER.Tag.octetString, "hashedMessage").content)
        try inner.end("messageImprint")
        policy = try fields.optional(DER.Tag.objectIdentifier)?.objectIdentifier("reqPolicy")
        nonce = try fields.optional(DER.Tag.integer).map { Array($0.bytes) }
        asksForCertificates = try fields.optional(DER.Tag.boolean)?.boolean("certReq") ?? false
        hasExtensions = try fields.optional(DER.Tag.explicit(0)) != nil
        try fields.end("TimeStampReq")
    }
}
