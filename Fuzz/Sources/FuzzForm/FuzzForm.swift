import FuzzKit
import KandasCase
import KandasSign

private let context = RuleContext(judgedOn: CalendarDate(inKazakhstanAt: Judging.time))

/// The JSON form: what was parsed survives being written and parsed again, and can be judged and written as XML.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForm(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do throws(ApplicationFormError) {
        let application = try ApplicationForm.parse(FuzzInput.bytes(start, count), limits: Judging.limits)
        _ = ApplicationRule.check(application, in: context)
        let again = try ApplicationForm.parse(ApplicationForm.json(of: application), limits: Judging.limits)
        mustHold(again == application, "what was parsed is what is written")
        mustBeWritable(application)
    } catch {
        mustHold(!error.reasons.isEmpty, "an error has a reason")
    }
    return 0
}

private func mustBeWritable(_ application: Application) {
    let sink = MemorySink()
    do throws(SigningError) {
        try ApplicationDocument.write(application, to: sink)
        _ = try ApplicationDocument.read(MemoryBytes(sink.bytes).source(), limits: Judging.limits)
    } catch {
        // An empty form breaks the schema in many places, which is the one thing that may be said against it.
        mustHold(error.code == .malformedInput, "a form can be written as XML: \(error)")
    }
}
