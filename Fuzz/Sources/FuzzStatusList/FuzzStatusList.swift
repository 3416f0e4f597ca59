import FuzzKit
import KandasCase
import KandasSign

private let day = CalendarDate(inKazakhstanAt: Judging.time)

/// The status list and the register it is made from: what was read survives being written and read again, and nothing can
/// be relied on where nobody is trusted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzStatusList(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    if let list = try? StatusList(der: bytes, limits: Judging.limits) {
        let again = (try? list.der()).flatMap { try? StatusList(der: $0, limits: Judging.limits) }
        mustHold(again == list, "what was read is what is written")
        for place in [0, 1, list.places - 1] {
            mustHold(list.statement(at: place, on: day) != nil, "a place has a word")
        }
        for place in [-1, list.places] { mustHold(list.statement(at: place, on: day) == nil, "no place, no word") }
    }
    if let signed = try? SignedStatusList(reading: MemoryBytes(bytes).source(), limits: Judging.limits),
        let validator = Judging.messages, let judged = try? signed.judge(by: validator, at: Judging.time)
    {
        mustHold(!judged.isReliable, "nothing can be relied on without an anchor")
    }
    if let register = try? StatusRegister(json: bytes) {
        let again = (try? register.json()).flatMap { try? StatusRegister(json: $0) }
        mustHold(again == register, "what was read is what is written")
    }
    return 0
}
