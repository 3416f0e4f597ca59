import Foundation
import KandasDocs
import Support
import Testing

@Suite("What passes in a PDF is a matter of policy where it says so")
struct PDFPolicyTests {
    private static let link = PDFSamples.onePage(with: "<</A<</S/URI/URI(https://egov.kz)>>>>")

    @Test("Links to the web are noted unless told otherwise")
    func links() {
        var policy = DocumentPolicy()
        let noted = DocumentGate.judge(PDFPolicyTests.link)
        #expect(noted.isAcceptable)
        #expect(noted.findings.map(\.code) == [.pdfLinks])
        #expect(noted.findings.first?.parameters["count"] == "1")
        policy.pdf.links = .accept
        #expect(DocumentGate.judge(PDFPolicyTests.link, policy: policy).findings.isEmpty)
        policy.pdf.links = .refuse
        #expect(DocumentGate.judge(PDFPolicyTests.link, policy: policy).refusals == [.pdfLinks])
    }

    private func judge(
        _ bytes: [UInt8],
        _ decisions: (any EmbeddedDecisionVerifier)?,
        _ rule: PDFPolicy.EmbeddedFileRule = .decision
    ) -> [DocumentFinding.Code] {
        var policy = DocumentPolicy()
        policy.pdf.embeddedFiles = rule
        var gate = DocumentGate(policy: policy, decisions: decisions)
        gate.update(bytes)
        return gate.finish().findings.map(\.code)
    }

    @Test("Exactly one embedded file passes, if it is a decision that is vouched for and the policy lets it")
    func decision() {
        let one = PDFSamples.embedding(PDFSamples.decision)
        #expect(judge(one, PDFSamples.Verifier()) == [.pdfDecision])
        #expect(judge(one, PDFSamples.Verifier(answer: false)) == [.pdfEmbeddedFile])
        #expect(judge(one, nil) == [.pdfEmbeddedFile])
        #expect(judge(one, PDFSamples.Verifier(), .refuse) == [.pdfEmbeddedFile])
        #expect(judge(PDFSamples.embedding(PDFSamples.decision, times: 2), PDFSamples.Verifier()) == [.pdfEmbeddedFile])
        // Whatever the verifier says of something else.
        #expect(judge(PDFSamples.embedding(Array("MZ".utf8)), PDFSamples.Verifier()) == [.pdfEmbeddedFile])
    }

    @Test("A decision does not hide a second file in an earlier revision, or one without a name")
    func hiddenBehindDecision() {
        var builder = PDFBuilder.onePage()
        builder.add(4, "<</Type/Filespec/F(virus.exe)/EF<</F 5 0 R>>>>")
        builder.add(5, "/Type/EmbeddedFile", stream: Array("MZ".utf8))
        builder.finish()
        builder.add(4, "<</Type/Filespec/F(decision.xml)/EF<</F 6 0 R>>>>")
        builder.add(6, "/Type/EmbeddedFile", stream: PDFSamples.decision)
        builder.finish()
        #expect(judge(builder.bytes, PDFSamples.Verifier()) == [.pdfEmbeddedFile])
        // The verifier must see the very bytes of every revision.
        var exchanged = PDFBuilder.onePage()
        exchanged.add(4, "<</Type/Filespec/F(decision.xml)/EF<</F 5 0 R>>>>")
        exchanged.add(5, "/Type/EmbeddedFile", stream: Array("MZ".utf8))
        exchanged.finish()
        exchanged.add(5, "/Type/EmbeddedFile", stream: PDFSamples.decision)
        exchanged.finish()
        #expect(judge(exchanged.bytes, PDFSamples.Verifier()) == [.pdfEmbeddedFile])
    }

    @Test("As JSON: what is left out keeps its default")
    func json() throws {
        let text = #"{"links":"refuse","embeddedFiles":"refuse","maximumPages":7}"#
        let policy = try JSONDecoder().decode(PDFPolicy.self, from: Data(text.utf8))
        #expect(policy.links == .refuse)
        #expect(policy.maximumPages == 7)
        #expect(policy.maximumNesting == PDFPolicy().maximumNesting)
        let again = try JSONDecoder().decode(PDFPolicy.self, from: JSONEncoder().encode(policy))
        #expect(again == policy)
    }

    @Test(
        "As JSON: what is unknown or senseless is an error",
        arguments: [#"{"link":"note"}"#, #"{"links":"maybe"}"#, #"{"maximumPages":0}"#, #"{"maximumRatio":-1}"#, "[]"]
    )
    func badJSON(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(PDFPolicy.self, from: Data(text.utf8)) }
    }

    @Test("The bounds are those of the policy")
    func bounds() {
        var policy = DocumentPolicy()
        policy.pdf.maximumObjects = 3
        #expect(DocumentGate.judge(PDFPolicyTests.link, policy: policy).refusals.contains(.pdfTooComplex))
        policy = DocumentPolicy()
        policy.pdf.maximumNesting = 2
        #expect(DocumentGate.judge(PDFSamples.onePage(with: "[[1]]"), policy: policy).isAcceptable)
        #expect(
            DocumentGate.judge(PDFSamples.onePage(with: "[[[1]]]"), policy: policy).refusals.contains(.pdfTooComplex)
        )
    }
}
