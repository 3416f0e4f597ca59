import Support
import Testing

@testable import KandasSign

@Suite("Signed PDFs that others made", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct PDFSignatureCorpusTests {
    /// The signature's mathematics hold in these files, says whoever listed them, and something was changed afterwards or is put
    /// together so that programs disagree; docs/pdf-signatures.md argues each.
    static let changed: Set = [
        "validation/DSS-2155.pdf", "validation/DSS-3577.pdf", "validation/Signature-P-DE_SCI-4.pdf",
        "validation/pades-signed-annot-added.pdf", "validation/pdf-structtreeroot-changes.pdf",
        "validation/pkcs7_sha1.pdf",
        "hide-and-replace__variant-1_change_object_references__3_original-document-shadowed-signed.pdf",
    ]
    /// What cannot be computed here is indeterminate, and an entry of the trailer that nobody knows changes nothing.
    static let undecided: Set = [
        "validation/Signature-P-HU_NET-2.pdf", "validation/dss-1420/PAdES-BpB-att-SHA256-SHA3_224withRSA.pdf",
        "validation/dss-1420/PAdES-BpB-att-SHA256-SHA3_256withRSA.pdf", "ed448-disallowed-hash",
        "form-update-ap-indirect-sneaky-trailer", "validation/wrong-digest-algo.pdf",
    ]

    static let cases = CorpusCase.all(["dss-pades", "pdf-pyhanko", "pdf-shadow", "gen-pdf"])
        .filter { $0.kind == "pades" }

    /// The verdict without trust: `indeterminate` if nothing but that is missing.
    private func verdict(_ item: CorpusCase) throws -> (String, [Reason]) {
        guard let bytes = try item.bytes("document") else { return ("absent", []) }
        do {
            let facts = try PDFSignatureReader().read(bytes)
            let report = try PDFValidator(trust: TrustStore(anchors: []))
                .validate(facts, at: Timestamp(seconds: 1_795_348_800))
            return (report.verdict.name, report.allReasons)
        } catch {
            return ("refused", [Reason(error.code.rawValue, .failure)])
        }
    }

    @Test("The verdict is the one expected, or an argued other one", arguments: cases)
    func expected(item: CorpusCase) throws {
        let (verdict, reasons) = try verdict(item)
        let codes = reasons.filter { $0.severity == .failure }.map { "\($0.code) \($0.parameters)" }
        #expect(verdict != "passed")
        switch item.expected {
        case "valid": #expect((verdict == "failed") == Self.changed.contains(item.id), "\(codes)")
        case "invalid": #expect((verdict == "failed") != Self.undecided.contains(item.id), "\(verdict)")
        case "error":
            #expect(["failed", "refused"].contains(verdict) || reasons.contains { $0.code == "PDF_NOT_SIGNED" })
        default: break
        }
    }
}
