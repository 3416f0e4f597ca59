import FuzzKit
import KandasCase
import KandasSign

private let context = RuleContext(judgedOn: CalendarDate(inKazakhstanAt: Judging.time), mode: .intake)

private func reading(_ source: any ByteSource) -> Result<ApplicationDocument.Reading, SigningError> {
    Result { () throws(SigningError) in try ApplicationDocument.read(source, limits: Judging.limits) }
}

/// `application.xml`: the same however it is cut; and what fits the schema survives being written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzApplication(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    let whole = reading(MemoryBytes(bytes).source())
    if count <= 8_192 {
        switch (whole, reading(DripSource(bytes))) {
        case (.success(let left), .success(let right)): mustHold(left == right, "pieces read like the whole")
        // Which of several faults is named first may depend on the cut.
        case (.failure, .failure): break
        case (let left, let right): mustHold(false, "pieces fail like the whole: \(left), \(right)")
        }
    }
    guard case .success(let found) = whole else { return 0 }
    _ = ApplicationRule.check(found.application, in: context)
    guard found.findings.isEmpty else { return 0 }
    let sink = MemorySink()
    do throws(SigningError) {
        try ApplicationDocument.write(found.application, to: sink)
        let again = try ApplicationDocument.read(MemoryBytes(sink.bytes).source(), limits: Judging.limits)
        mustHold(again.application == found.application, "what was read is what is written")
        mustHold(again.findings.isEmpty, "what is written fits the schema: \(again.findings)")
    } catch {
        mustHold(false, "what was read can be written and read: \(error)")
    }
    return 0
}
