import Foundation
import KandasSign
import KandasTestPKI
import Support

@testable import KandasCase

/// Decisions with real signatures and timestamps, and everything a third party needs to verify them.
struct SignedDecisionFixtures {
    static let time = StatusListTests.time
    static let list = StatusListTests.id
    static let place = 4_711

    let pki: TestPKI
    /// One decision of each kind, of the body of the test PKI; the extension is of the certificate.
    let decisions: [Decision.Kind: Decision]

    init() throws {
        pki = try StatusListTests.pki.get()
        var each = try DecisionFixtures.each()
        for kind in Decision.Kind.allCases { each[kind]?.body?.bin = TestPKI.Person.bodyNumber }
        each[.certificate]?.status = Decision.StatusEntry(list: Self.list, index: Self.place)
        if let certificate = each[.certificate] {
            each[.prolongation]?.status = nil
            each[.prolongation]?.prolongation?.certificateNumber = certificate.documentNumber
            each[.prolongation]?.prolongation?.previousValidUntil = certificate.validUntil
            each[.prolongation]?.prolongation?.validUntil = CaseFixtures.date("2027-11-14")
            each[.prolongation]?.holder?.iin = certificate.holder?.iin
        }
        decisions = each
    }

    /// A decision as its document.
    func document(_ kind: Decision.Kind = .certificate, _ change: (inout Decision) -> Void = { _ in }) throws -> [UInt8]
    {
        guard var decision = decisions[kind] else { throw SupportFailure("there is no \(kind)") }
        change(&decision)
        let sink = MemorySink()
        try DecisionDocument.write(decision, to: sink)
        return sink.bytes
    }

    /// A signer with trusted time, or without.
    func signer(_ identity: TestIdentity? = nil, hasTime: Bool = true) throws -> XAdESDecisionSigner {
        let authority = StampingAuthority(pki, at: Self.time)
        let trust = try StatusListTests.trust()
        let extender = SignedFileExtender(
            try SignedDataExtender(timestamps: authority, trust: trust),
            documents: try XMLSignatureExtender(timestamps: authority, trust: trust)
        )
        return XAdESDecisionSigner(
            try (identity ?? pki.head).signer(),
            raising: hasTime ? (extender, .t) : nil,
            now: { Self.time }
        )
    }

    /// A signed decision.
    func signed(
        _ kind: Decision.Kind = .certificate,
        by identity: TestIdentity? = nil,
        _ change: (inout Decision) -> Void = { _ in }
    ) throws -> [UInt8] {
        try signer(identity).sign(try document(kind, change))
    }

    /// What a third party knows.
    func knowledge(_ events: [StatusEvent] = [], at time: Timestamp = Self.time) throws -> DecisionKnowledge {
        var knowledge = DecisionKnowledge(
            authorities: try AuthorityList(
                signed: MemoryBytes(try pki.authorityList()).source(),
                by: try PinnedKeys(text: try pki.authorityListPin())
            )
        )
        var register = try StatusRegister(list: Self.list, authority: try StatusListTests.authority(), places: 131_072)
        register.assigned.insert(Self.place)
        for event in events { try register.record(event, at: Self.place) }
        let list = try register.publish(at: Self.time, nextUpdate: Self.time.adding(days: 300))
        let message = try SignedStatement.sign(try list.der(), by: try pki.head.signer(), at: Self.time)
        knowledge.add(
            try SignedStatusList(reading: MemoryBytes(message).source())
                .judge(by: try CMSValidator(trust: try StatusListTests.trust()), at: time)
        )
        return knowledge
    }

    func verifier(_ knowledge: DecisionKnowledge? = nil) throws -> DecisionFileVerifier {
        try DecisionFileVerifier(trust: try StatusListTests.trust(), knowledge: try knowledge ?? self.knowledge())
    }

    /// The first letters of the four answers.
    func answers(
        _ document: [UInt8],
        _ verifier: DecisionFileVerifier? = nil,
        at time: Timestamp = Self.time
    ) throws -> (answers: String, codes: [String]) {
        let report = try (try verifier ?? self.verifier()).verify(MemoryBytes(document), at: time).report
        return (
            report.answers.map { String($0.value.rawValue.prefix(1)) }.joined(),
            report.answers.flatMap(\.reasons).map(\.code)
        )
    }

    /// A document cut at its signature.
    static func split(_ document: [UInt8]) throws -> (before: String, signature: String) {
        let text = String(decoding: document, as: UTF8.self)
        guard let start = text.range(of: "<ds:Signature "), let end = text.range(of: "</ds:Signature>") else {
            throw SupportFailure("no signature")
        }
        return (String(text[..<start.lowerBound]), String(text[start.lowerBound..<end.upperBound]))
    }
}
