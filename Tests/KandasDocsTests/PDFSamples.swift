import KandasDocs
import Support

/// PDFs that each have something to say.
enum PDFSamples {
    /// A file of one page, with one more object.
    static func onePage(with object: String, catalog: String = "") -> [UInt8] {
        var builder = PDFBuilder.onePage(catalog: catalog)
        builder.add(4, object)
        builder.finish()
        return builder.bytes
    }

    /// A file of one page with an embedded file.
    static func embedding(_ content: [UInt8], times: Int = 1) -> [UInt8] {
        var builder = PDFBuilder.onePage(catalog: "/Names<</EmbeddedFiles<</Names[(d)4 0 R]>>>>")
        for index in 0..<times {
            builder.add(4 + 2 * index, "<</Type/Filespec/F(decision.xml)/EF<</F \(5 + 2 * index) 0 R>>>>")
            builder.add(5 + 2 * index, "/Type/EmbeddedFile", stream: content)
        }
        builder.finish()
        return builder.bytes
    }

    /// A file without pages.
    static let noPages: [UInt8] = {
        var builder = PDFBuilder()
        builder.add(1, "<</Type/Catalog/Pages 2 0 R>>")
        builder.add(2, "<</Type/Pages/Kids[]/Count 0>>")
        builder.finish()
        return builder.bytes
    }()

    /// A file with a signature, and a revision behind it.
    static let changedAfterSigning: [UInt8] = {
        var builder = PDFBuilder.onePage()
        builder.add(4, "<</Type/Sig/Filter/X/SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 30]/Contents<00>>>")
        builder.finish()
        return builder.bytes
    }()

    /// A verifier that says the same of everything.
    struct Verifier: EmbeddedDecisionVerifier {
        var answer = true
        func vouches(for bytes: [UInt8]) -> Bool { answer }
    }

    /// A decision, as far as the gate can tell.
    static let decision = Array("<decision xmlns=\"urn:kandas:decision:1\"/>".utf8)

    /// All that is said about the samples: every code of PDF occurs.
    static var everyFinding: [DocumentFinding] {
        var policy = DocumentPolicy()
        policy.pdf.maximumPicturePixels = 100
        policy.pdf.maximumStreamBytes = 1_000
        policy.pdf.maximumNesting = 10
        let objects = [
            "<</S/JavaScript>>", "<</S/Launch>>", "<</S/SubmitForm>>", "<</S/GoToR>>", "<</S/Movie>>", "<</XFA 1>>",
            "<</S/URI/URI(http://example.kz)>>", "<</S/URI/URI(file:x)>>", "<</AA<</O<</S/Named>>>>>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Arial>>", String(repeating: "[", count: 11),
        ]
        var documents = objects.map { onePage(with: $0) }
        var encrypted = PDFBuilder.onePage()
        encrypted.finish(trailer: "/Root 1 0 R/Encrypt<<>>")
        var picture = PDFBuilder.onePage()
        picture.add(4, "/Subtype/Image/Width 11/Height 10", stream: [])
        picture.add(5, "/Subtype/Image/Width 1/Height 1/Filter/DCTDecode", stream: [0xff])
        picture.finish()
        var bomb = PDFBuilder.onePage()
        bomb.add(4, "/Filter/RunLengthDecode", stream: (0..<20).flatMap { _ in [129, 0] as [UInt8] })
        bomb.finish()
        var sizeless = PDFBuilder()
        sizeless.add(1, "<</Type/Catalog/Pages 2 0 R>>")
        sizeless.add(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        sizeless.add(3, "<</Type/Page/Parent 2 0 R>>")
        sizeless.finish()
        documents += [encrypted.bytes, picture.bytes, bomb.bytes, sizeless.bytes, noPages, changedAfterSigning]
        var findings = documents.flatMap { DocumentGate.judge($0, policy: policy).findings }
        policy.pdf.maximumPages = 1
        var pages = PDFBuilder()
        pages.add(1, "<</Type/Catalog/Pages 2 0 R>>")
        pages.add(2, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>")
        pages.add(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 1 1]>>")
        pages.finish()
        findings += DocumentGate.judge(pages.bytes, policy: policy).findings
        findings += DocumentGate.judge(embedding([1])).findings
        var gate = DocumentGate(decisions: Verifier())
        gate.update(embedding(decision))
        return findings + gate.finish().findings
    }
}
