import FuzzKit
import KandasCase
import KandasSign
import KandasText

private let verifier = try? DecisionFileVerifier(trust: Judging.nobody, limits: Judging.limits)

/// A decision: nobody's is genuine where nobody is trusted, its words can be made, and what fits the schema survives being
/// written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecision(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let document = MemoryBytes(FuzzInput.bytes(start, count))
    let isDecision = DecisionDocument.isDecision(document, limits: Judging.limits)
    if let outcome = try? verifier?.verify(document, at: Judging.time) {
        let report = outcome.report
        mustHold(!report.isGenuine, "nothing is genuine without an anchor")
        mustHold(report.outcome.verdict != "passed", "nothing passes without an anchor")
        mustHold(report.answers.count == 4, "four answers")
        mustHold(
            report.answers.allSatisfy { $0.value == .yes || $0.value == .notApplicable || !$0.reasons.isEmpty },
            "why"
        )
        _ = DecisionReportDocument(report, file: "-", catalogue: CaseCatalogue.shared, language: .russian)
    }
    guard isDecision,
        let reading = try? DecisionDocument.read(document.source(), limits: Judging.limits), reading.findings.isEmpty
    else { return 0 }
    _ = DecisionRule.check(reading.decision, in: RuleContext(judgedOn: CalendarDate(inKazakhstanAt: Judging.time)))
    let sink = MemorySink()
    do throws(SigningError) {
        try DecisionDocument.write(reading.decision, to: sink)
        let again = try DecisionDocument.read(MemoryBytes(sink.bytes).source(), limits: Judging.limits)
        mustHold(again.decision == reading.decision, "what was read is what is written")
        mustHold(again.findings.isEmpty, "what is written fits the schema: \(again.findings)")
    } catch {
        mustHold(false, "what was read can be written and read: \(error)")
    }
    return 0
}
