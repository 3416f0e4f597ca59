import KandasDocs
import KandasText
import Testing

@Suite("Every code has its text in every language")
struct CatalogueTests {
    static let findings = DocumentFinding.Code.all.map(\.rawValue)
    static let verdicts = ["DOC_ACCEPTED", "DOC_REFUSED", "DOC_UNREADABLE", "DOC_STRIPPED"]
    /// Said by whoever compares or repairs files.
    static let besides = [DocumentFinding.Code.sameFile, .samePicture, .stripNotJPEG].map(\.rawValue)
    static let all = findings + verdicts + besides

    @Test("No code is without text and no text without a code")
    func codes() {
        #expect(Set(DocumentCatalogue.shared.codes) == Set(CatalogueTests.all))
        #expect(Set(CatalogueTests.all).count == CatalogueTests.all.count)
    }

    @Test("Three languages with the same placeholders, and something to do", arguments: all)
    func languages(code: String) {
        #expect(DocumentCatalogue.shared.languages(for: code) == Set(Language.allCases))
        let messages = Language.allCases.map { DocumentCatalogue.shared.message(for: code, in: $0) }
        let placeholders = messages.map { message in
            let parts = (message.text + (message.action ?? "")).split(separator: "{", omittingEmptySubsequences: false)
            return Set(parts.dropFirst().map { $0.prefix { $0 != "}" } })
        }
        #expect(Set(placeholders).count == 1)
        for message in messages {
            #expect(!message.text.isEmpty)
            // Verdicts, and findings that ask nothing of anybody.
            let notes: [DocumentFinding.Code] = [
                .padding, .pdfDecision, .jpegTrailer, .jpegFurtherPictures, .jpegDevice, .jpegThumbnail,
                .jpegOrientation,
                .jpegExifDamaged, .jpegFourColours, .jpegNoHeader,
            ]
            let asksNothing = CatalogueTests.verdicts + notes.map(\.rawValue)
            #expect((message.action == nil) == asksNothing.contains(code))
        }
    }

    @Test("Kazakh texts are Kazakh: each has a letter that Russian lacks", arguments: all)
    func kazakh(code: String) {
        let message = DocumentCatalogue.shared.message(for: code, in: .kazakh)
        let own = Set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
        #expect((message.text + (message.action ?? "")).contains { own.contains($0) })
    }

    @Test("The findings fill every placeholder")
    func placeholders() {
        var policy = DocumentPolicy()
        policy.maximumBytes = 1_500_000
        policy.minimumBytes = 1_000
        policy.jpeg.maximumPixels = 64
        policy.mediaTypes = []
        let end = [0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18)
        let documents: [[UInt8]] = [
            [], [1], Samples.pdf, Samples.jpeg, Samples.pdf + [0], Samples.pdf + [1], [9] + Samples.pdf,
            Samples.pdf.dropLast(7), Array("%PDF-3.0".utf8) + Samples.pdf.dropFirst(8), Samples.jpeg + end,
            Samples.jpeg(frame: []), Samples.jpeg(frame: Samples.frame(marker: 0xc3)),
            Samples.jpeg(frame: Samples.frame(marker: 0xc9)), [UInt8](repeating: 0, count: 1_500_001),
            Array("GIF89a".utf8), Array("{\\rtf".utf8), [0x50, 0x4b, 3, 4], [0x7f, 0x45, 0x4c, 0x46],
            Samples.jpeg(frame: Samples.frame(width: 9)), Samples.jpeg(scan: Samples.scanHeader),
            Array("data:".utf8), Array("-----BEGIN CMS-----".utf8), Array("-----BEGIN PRIVATE KEY-----".utf8),
        ]
        var findings = PDFSamples.everyFinding
        for document in documents + Samples.photographs {
            for name in ["a", "a.exe"] {
                findings += DocumentGate.judge(document, name: name, policy: policy).findings
            }
        }
        var seen: Set<String> = []
        for finding in findings {
            seen.insert(finding.code.rawValue)
            for language in Language.allCases {
                let message = DocumentCatalogue.shared.message(
                    for: finding.code.rawValue,
                    in: language,
                    parameters: finding.parameters
                )
                #expect(!(message.text + (message.action ?? "")).contains("{"), "\(finding.code)")
            }
        }
        #expect(seen == Set(CatalogueTests.findings))
    }
}
