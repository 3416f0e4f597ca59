import FuzzKit
import KandasDocs

/// PDFs, with bounds that a small input can reach: no crash, and no verdict without a reason.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPDF(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array("%PDF-1.7\n".utf8) + FuzzInput.bytes(start, count).drop { $0 == 0x25 }
    for input in [FuzzInput.bytes(start, count), bytes] {
        let report = DocumentGate.judge(input)
        mustHold(report.isAcceptable || !report.findings.isEmpty, "a refusal has a finding")
        guard let summary = report.pdf else { continue }
        mustHold(!report.isAcceptable || summary.pages > 0, "what is accepted has pages")
        mustHold(!report.isAcceptable || summary.revisions > 0, "what is accepted has a revision")
        mustHold(summary.problems.allSatisfy { 0...input.count ~= $0.offset }, "problems lie within the file")
        var policy = DocumentPolicy()
        policy.pdf.maximumPages = 3
        policy.pdf.maximumObjects = 20
        policy.pdf.maximumRevisions = 2
        policy.pdf.maximumNesting = 5
        policy.pdf.maximumStreamBytes = 1_000
        policy.pdf.maximumTotalBytes = 2_000
        policy.pdf.links = .refuse
        let strict = DocumentGate.judge(input, policy: policy)
        mustHold(!strict.isAcceptable || report.isAcceptable, "tighter bounds refuse no less")
    }
    return 0
}
