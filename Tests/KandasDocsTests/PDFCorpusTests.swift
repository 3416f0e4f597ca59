import Foundation
import KandasDocs
import Support
import Testing

@Suite(
    "PDFs that others made: what every reader opens passes, or is refused for what it holds",
    .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)")
)
struct PDFCorpusTests {
    struct Sample: Sendable {
        let id: String
        let kind: String
        let expected: String
        let path: String
    }

    /// The PDF files of the corpora, signed ones too.
    static let samples: [Sample] = {
        guard let index = try? Fixtures.bytes("corpora/INDEX.jsonl") else { return [] }
        return index.split(separator: 0x0a)
            .compactMap { line in
                guard let entry = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
                    let kind = entry["kind"] as? String, ["pdf-file", "pades"].contains(kind),
                    let id = entry["id"] as? String, let expected = entry["expected"] as? String,
                    let files = (entry["files"] as? [String: Any])?.values,
                    let path = files.compactMap({ $0 as? String }).first(where: { $0.hasSuffix(".pdf") })
                else { return nil }
                return Sample(id: id, kind: kind, expected: expected, path: "corpora/\(path)")
            }
    }()

    /// What a sound PDF may hold that is refused all the same.
    static let content: Set<DocumentFinding.Code> = [
        .pdfEncrypted, .pdfScript, .pdfLaunch, .pdfAutomaticAction, .pdfFormAction, .pdfOtherFile, .pdfUnsafeLink,
        .pdfEmbeddedFile, .pdfMedia, .pdfXFA,
    ]

    /// Files that every reader opens and whose structure is refused; docs/attachments-pdf.md argues each.
    static let refusedOnPurpose: [String: String] = [
        // The entry of a cross-reference stream for itself leads to nothing.
        "good17.pdf": "xref-entry",
        // Corkami's puzzles: objects, and the table itself, within the data of other objects or in comments.
        "corkami/pdf_allstreams.pdf": "xref-entry",
        "corkami/pdf_commented_obj.pdf": "xref-entry",
        "corkami/pdf_streamxref.pdf": "xref-entry",
        // The prepared half of a shadow attack: an object that is kept for being exchanged later.
        "hide-and-replace__variant-1_change_object_references__2_original-document-shadowed.pdf": "xref-entry",
        "hide-and-replace__variant-1_change_object_references__3_original-document-shadowed-signed.pdf": "xref-entry",
    ]

    @Test("What every reader opens has a sound structure, but for a short list")
    func valid() throws {
        var accepted = 0
        var exceptions: Set<String> = []
        for sample in PDFCorpusTests.samples where sample.expected == "valid" {
            let report = DocumentGate.judge(try Fixtures.bytes(sample.path))
            if report.isAcceptable { accepted += 1 }
            let structure = report.findings.filter {
                $0.severity == .refuse && !PDFCorpusTests.content.contains($0.code)
            }
            guard let finding = structure.first else { continue }
            let name = sample.path.split(separator: "/").dropFirst(2).joined(separator: "/")
            if let expected = PDFCorpusTests.refusedOnPurpose[name] {
                exceptions.insert(name)
                #expect(finding.parameters["detail"] == expected, "\(sample.path)")
            } else {
                // An archive as the last embedded file is an archive's end within reach of those who look for one.
                let isEmbedded = report.refusals.contains(.pdfEmbeddedFile)
                #expect(structure.map(\.code) == [.polyglot] && isEmbedded, "\(sample.path): \(report.findings)")
            }
        }
        #expect(exceptions == Set(PDFCorpusTests.refusedOnPurpose.keys))
        #expect(accepted >= 345, "\(accepted)")
    }

    @Test(
        "Acrobat linearizes hybrid files: the end mark of their front part is no revision",
        arguments: [
            "pdfbox_input_merge_PDFBOX-4417-054080", "pdfbox_input_rendering_test-landscape2",
            "tools_org_apache_pdfbox_testPDFPackage",
        ]
    )
    func linearizedHybrids(name: String) throws {
        let report = DocumentGate.judge(try Fixtures.bytes("corpora/pdf-misc/pdfbox/\(name).pdf"))
        #expect(report.pdf?.problems.isEmpty == true, "\(report.pdf?.problems ?? [])")
        #expect(report.pdf?.revisions == 1)
        #expect(report.isAcceptable == !name.hasSuffix("Package"), "\(report.refusals)")
    }

    @Test("The published list of differences from qpdf says what the gate says")
    func differences() throws {
        let list = try readFile("\(Fixtures.packageRoot)/docs/attachments-differences.md")
        let text = String(decoding: list, as: UTF8.self)
        var rows = 0
        for line in text.split(separator: "\n") {
            guard let row = line.wholeMatch(of: /\| `([^`]+)` \| .* \| `(DOC_\w+) ?([\w-]*)` \| .*/) else { continue }
            rows += 1
            let findings = DocumentGate.judge(try Fixtures.bytes("corpora/\(row.1)")).findings
            let first = findings.first { $0.severity == .refuse }
            #expect(first?.code.rawValue == String(row.2), "\(row.1)")
            #expect(first?.parameters["detail"] ?? "" == String(row.3), "\(row.1)")
        }
        #expect(rows > 150)
    }

    @Test("What every reader refuses is refused")
    func invalid() throws {
        for sample in PDFCorpusTests.samples where sample.kind == "pdf-file" && sample.expected == "invalid" {
            #expect(!DocumentGate.judge(try Fixtures.bytes(sample.path)).isAcceptable, "\(sample.path)")
        }
    }

    @Test("What is said about a file does not hang on how it is cut")
    func pieces() throws {
        for sample in PDFCorpusTests.samples where sample.path.utf8.count % 5 == 0 {
            let bytes = try Fixtures.bytes(sample.path)
            guard bytes.count < 200_000 else { continue }
            #expect(judge(bytes, piece: 4_096) == DocumentGate.judge(bytes), "\(sample.path)")
        }
    }

    @Test(
        "A signed file that was changed afterwards says so",
        arguments: [
            "gen-pdf/isa-new-catalog.pdf", "gen-pdf/isa-certified-changed.pdf", "gen-pdf/usf-byterange-tail-cut.pdf",
            "gen-pdf/usf-byterange-start-not-zero.pdf", "gen-pdf/usf-byterange-gap-large.pdf",
            "pdf-pyhanko/coverage-anomalies/tail-uncovered.pdf", "dss-pades/validation/pdf-signed-added-page.pdf",
            "pdf-shadow/replace__variant-1_replace-via-overlay__4_original-document-shadowed-signed-manipulated.pdf",
        ]
    )
    func changed(path: String) throws {
        let codes = DocumentGate.judge(try Fixtures.bytes("corpora/\(path)")).findings.map(\.code)
        #expect(codes.contains(.pdfSigned) && codes.contains(.pdfChangedAfterSigning), "\(codes)")
    }

    @Test(
        "A signed file that was not changed says nothing of the kind",
        arguments: ["base-signed", "base-two-signatures"]
    )
    func unchanged(name: String) throws {
        let report = DocumentGate.judge(try Fixtures.bytes("corpora/gen-pdf/\(name).pdf"))
        #expect(report.isAcceptable)
        #expect(report.findings.contains { $0.code == .pdfSigned })
        #expect(!report.findings.contains { $0.code == .pdfChangedAfterSigning }, "\(report.pdf?.signatures ?? [])")
    }

    @Test("Mutations of good files: one verdict, quickly, whatever was changed")
    func mutants() throws {
        var random = SplitMix(state: 6)
        var files = 0
        for sample in PDFCorpusTests.samples where sample.expected == "valid" {
            let original = try Fixtures.bytes(sample.path)
            guard original.count <= 20_000 || TestScope.isFull else { continue }
            files += 1
            for _ in 0..<(TestScope.isFull ? 100 : 3) {
                let mutant = random.mutate(original)
                let start = ContinuousClock.now
                let report = DocumentGate.judge(mutant)
                #expect(ContinuousClock.now - start < .seconds(1), "\(sample.path)")
                #expect(report.isAcceptable || !report.findings.isEmpty)
            }
        }
        #expect(files > 150)
    }
}
