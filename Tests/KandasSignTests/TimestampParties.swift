import KandasTestPKI
import Support
import Testing

@testable import KandasSign

/// A PKI whose certificates end and are revoked while the test looks on.
struct TimestampParties {
    let pki: TestPKI
    let content = Array("ҚАНДАС".utf8)
    var time: Timestamp { pki.time }

    init(_ pki: TestPKI? = nil) throws { self.pki = try pki ?? SharedPKI.ec.get() }

    /// A signature at ``time`` by the applicant, or another.
    func sign(_ identity: TestIdentity? = nil, isDetached: Bool = false, at time: Timestamp? = nil) throws -> [UInt8] {
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(content).source(),
                isDetached: isDetached,
                signers: [(identity ?? pki.applicant).signer()],
                options: SignatureOptions(signingTime: time ?? pki.time),
                to: sink
            )
        return sink.bytes
    }

    /// Lists that say on a day what was revoked.
    func lists(on day: Timestamp, revoked: [RevocationListTemplate.Entry] = []) throws -> [[UInt8]] {
        let next = day.adding(days: 30)
        return [
            try pki.root.crl(RevocationListTemplate(thisUpdate: day, nextUpdate: next)),
            try pki.issuing.crl(RevocationListTemplate(thisUpdate: day, nextUpdate: next, revoked: revoked)),
        ]
    }

    func trust(lists: [[UInt8]]? = nil) throws -> TrustStore { try pki.trust(lists: lists) }

    /// The anchors alone.
    var anchors: TrustStore { TrustStore(anchors: [pki.root.certificate]) }

    func extend(
        _ message: [UInt8],
        to level: SignatureLevel,
        by source: (any TimestampSource)? = nil,
        at time: Timestamp? = nil,
        trust: TrustStore? = nil,
        content: [UInt8]? = nil
    ) throws -> [UInt8] {
        let time = time ?? pki.time
        let sink = MemorySink()
        try SignedDataExtender(timestamps: source ?? StampingAuthority(pki, at: time), trust: try trust ?? pki.trust())
            .extend(
                MemoryBytes(message),
                content: content.map { MemoryBytes($0).source() },
                to: level,
                at: time,
                to: sink
            )
        return sink.bytes
    }

    func report(
        _ message: [UInt8],
        at time: Timestamp,
        trust: TrustStore? = nil,
        policy: ValidationPolicy = .generic,
        content: [UInt8]? = nil
    ) throws -> ValidationReport {
        let facts = try SignedDataReader()
            .read(MemoryBytes(message).source(), content: content.map { MemoryBytes($0).source() })
        return try CMSValidator(trust: try trust ?? pki.trust(), policy: policy).validate(facts, at: time)
    }

    /// A message with a token as an unsigned attribute of its signer.
    func attach(_ token: [UInt8], to message: [UInt8], as type: ObjectIdentifier = CMSObjects.signatureTimeStampToken)
        throws -> [UInt8]
    {
        let sink = MemorySink()
        let content = MemorySink()
        let facts = try SignedDataReader().read(MemoryBytes(message).source(), copyingContentTo: content)
        var parts = facts.parts
        parts.signers[0] = try SignerInfo(parts.signers[0], limits: Limits())
            .adding([CMSAttribute(type: type, values: [token])])
        let (before, after) = SignedDataLayout(parts: parts).definite(contentLength: content.bytes.count)
        try sink.write(before + content.bytes + after)
        return sink.bytes
    }

    /// The signature value of the first signer.
    func signatureValue(_ message: [UInt8]) throws -> [UInt8] {
        try #require(try SignedDataReader().read(MemoryBytes(message).source()).signers.first).signatureValue
    }
}

extension ValidationReport {
    var codes: Set<String> { Set(allReasons.map(\.code)) }
}
