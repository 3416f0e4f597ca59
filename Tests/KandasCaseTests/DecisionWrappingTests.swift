import Foundation
import KandasSign
import KandasTestPKI
import Support
import Testing

@testable import KandasCase

@Suite("A decision is what one signature over all of it says, and nothing else")
struct DecisionWrappingTests {
    private let fixtures: SignedDecisionFixtures
    private let honest: [UInt8]
    private let before: String
    private let signature: String
    private static let close = "</decision>"

    init() throws {
        fixtures = try SignedDecisionFixtures()
        honest = try fixtures.signed()
        (before, signature) = try SignedDecisionFixtures.split(honest)
        #expect(try fixtures.answers(honest).answers == "YYYY", "the honest document is genuine and in force")
    }

    /// The trick makes the document not genuine; never is anything in it said to be in force.
    private func expectRefused(
        _ document: String,
        _ codes: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try fixtures.answers(Array(document.utf8))
        #expect(answer.answers == "NUUU", "\(answer)", sourceLocation: sourceLocation)
        #expect(codes.isSubset(of: answer.codes), "\(answer.codes)", sourceLocation: sourceLocation)
        #expect(DecisionDocument.isDecision(MemoryBytes(Array(document.utf8))), sourceLocation: sourceLocation)
    }

    @Test("An empty Signature element is no signature")
    func emptySignature() throws {
        let empty = "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>"
        try expectRefused(before + empty + Self.close, ["DECISION_SIGNATURE_INVALID"])
        try expectRefused(before + signature + empty + Self.close)
        try expectRefused(before + empty + signature + Self.close)
    }

    @Test("No signature at all")
    func unsigned() throws {
        try expectRefused(before + Self.close, ["DECISION_NOT_SIGNED"])
    }

    @Test("Two signatures: a stranger signs besides")
    func twoSignatures() throws {
        let cosigned = MemorySink()
        try XMLSignatureWriter()
            .cosign(
                MemoryBytes(honest),
                signer: try fixtures.pki.stranger.signer(),
                options: SignatureOptions(signingTime: SignedDecisionFixtures.time),
                to: cosigned
            )
        try expectRefused(String(decoding: cosigned.bytes, as: UTF8.self), ["KND-SG-05"])
        try expectRefused(before + signature + signature + Self.close)
    }

    @Test("A stranger signs a document around the decision")
    func wrappedByAnother() throws {
        let whole = before.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: "")
        let wrapper = "<wrapper>\(whole)\(signature)\(Self.close)</wrapper>"
        let sink = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(Array(wrapper.utf8)),
                signer: try fixtures.pki.stranger.signer(),
                options: SignatureOptions(signingTime: SignedDecisionFixtures.time),
                form: XMLSignatureForm(.xades),
                to: sink
            )
        let answer = try fixtures.answers(sink.bytes)
        #expect(answer.answers == "NUUU" && answer.codes.contains("DECISION_UNFIT"), "\(answer)")
        #expect(DecisionDocument.isDecision(MemoryBytes(sink.bytes)))
    }

    @Test("A stranger's own decision, with the real one hidden in the signature's object")
    func hiddenInObject() throws {
        let hidden = signature.replacing(
            "</ds:Signature>",
            with: "<ds:Object>\(before.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: ""))\(Self.close)"
                + "</ds:Object></ds:Signature>"
        )
        try expectRefused(forged(before) + hidden + Self.close)
    }

    /// The document with another name in it.
    private func forged(_ text: String) -> String {
        text.replacing("<surname>", with: "<surname>Ж", maxReplacements: 1)
    }

    @Test("An extra element after the signature")
    func extraElement() throws {
        try expectRefused(before + signature + "<extra/>" + Self.close)
        try expectRefused(before + signature + "<status xmlns=\"urn:kandas:decision:1\"/>" + Self.close)
        try expectRefused(before + signature + "<x xmlns=\"urn:other\"/>" + Self.close)
    }

    @Test("A signature that is not last, or stands deeper")
    func moved() throws {
        let head = try #require(before.range(of: "<id>"))
        let first = before[..<head.lowerBound] + signature + before[head.lowerBound...]
        try expectRefused(String(first) + Self.close)
        try expectRefused(before.replacing("<holder>", with: "<holder>\(signature)") + Self.close)
    }

    @Test("A second decision inside the root, and a decision inside a decision")
    func second() throws {
        let inner = before.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", with: "")
        try expectRefused(before + inner + signature + Self.close + Self.close)
        try expectRefused(before + inner + Self.close + signature + Self.close)
    }

    @Test("A comment or an instruction splits a number, which the signature does not see")
    func split() throws {
        let comment = before.replacing("<documentNumber>10", with: "<documentNumber>1<!-- -->0")
        #expect(comment != before)
        try expectRefused(comment + signature + Self.close, ["DECISION_UNFIT"])
        let instruction = before.replacing("<documentNumber>10", with: "<documentNumber>1<?x?>0")
        try expectRefused(instruction + signature + Self.close)
    }

    @Test("One changed letter, a stranger's key, a signature of another decision")
    func changed() throws {
        try expectRefused(forged(before) + signature + Self.close, ["HASH_FAILURE"])
        let other = try SignedDecisionFixtures.split(try fixtures.signed(.refusal))
        try expectRefused(before + other.signature + Self.close, ["HASH_FAILURE"])
        #expect(try fixtures.answers(try fixtures.signed(by: fixtures.pki.stranger)).answers == "YNUU")
        #expect(try fixtures.answers(try fixtures.signed(by: fixtures.pki.revoked)).answers.first != "Y")
    }

    @Test("A draft stays one, whatever timestamp is added to it later")
    func draft() throws {
        let draft = try fixtures.document { $0.isDraft = true }
        let plain = try fixtures.answers(try fixtures.signer(hasTime: false).sign(draft))
        #expect(plain.answers == "NUUU" && plain.codes.contains("DECISION_IS_DRAFT"), "\(plain)")
        let stamped = try fixtures.answers(try fixtures.signer().sign(draft))
        #expect(stamped.answers == "NUUU" && stamped.codes.contains("DECISION_IS_DRAFT"), "\(stamped)")
        let timeless = try fixtures.answers(try fixtures.signer(hasTime: false).sign(try fixtures.document()))
        #expect(timeless.answers == "NUUU" && timeless.codes.contains("KND-SG-03"), "\(timeless)")
    }

    @Test("Documents that are no decisions at all")
    func others() throws {
        #expect(!DecisionDocument.isDecision(MemoryBytes(Array("<a/>".utf8))))
        #expect(!DecisionDocument.isDecision(MemoryBytes(Array("<a>urn:kandas:decision:1</a>".utf8))))
        #expect(!DecisionDocument.isDecision(MemoryBytes(Array("<decision/>".utf8))))
        #expect(!DecisionDocument.isDecision(MemoryBytes([])))
        #expect(
            DecisionDocument.isDecision(MemoryBytes(Array("<a><decision xmlns='urn:kandas:decision:1'/></a>".utf8)))
        )
        for text in ["<!DOCTYPE decision><decision xmlns='urn:kandas:decision:1'/>", "<decision", "", "%PDF-1.7"] {
            #expect(throws: SigningError.self, "\(text)") { try fixtures.answers(Array(text.utf8)) }
        }
    }

    @Test("Cut anywhere it is refused, and no flipped bit makes another decision genuine")
    func mutated() throws {
        let verifier = try fixtures.verifier()
        let decision = try DecisionDocument.read(MemoryBytes(honest).source()).decision
        let step = CaseFixtures.isThorough ? 1 : 97
        for length in stride(from: 0, to: honest.count, by: step) {
            let outcome = try? verifier.verify(
                MemoryBytes(Array(honest.prefix(length))),
                at: SignedDecisionFixtures.time
            )
            #expect(outcome?.report.isGenuine != true, "\(length)")
        }
        for index in stride(from: 0, to: honest.count, by: step) {
            var changed = honest
            changed[index] ^= 1 << UInt8(index % 7)
            guard let outcome = try? verifier.verify(MemoryBytes(changed), at: SignedDecisionFixtures.time),
                outcome.report.isGenuine
            else { continue }
            #expect(outcome.report.decision == decision, "\(index)")
        }
    }
}
