import FuzzKit
import KandasCase
import KandasSign

/// The file of outcomes and the register of decisions: what was read survives being written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOutcomes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    if let sheet = try? OutcomeSheet(json: bytes, limits: Judging.limits) {
        let again = (try? sheet.json()).flatMap { try? OutcomeSheet(json: $0, limits: Judging.limits) }
        mustHold(again == sheet, "what was read is what is written")
    }
    if let register = try? DecisionRegister(json: bytes) {
        var next = register
        if let numbers = next.next(in: 2_026) {
            mustHold(!register.isTaken(numbers.document), "no number is given out twice")
            mustHold(numbers.document.utf8.count == 14, "a number has 14 digits")
        }
        let again = (try? register.json()).flatMap { try? DecisionRegister(json: $0) }
        mustHold(again == register, "what was read is what is written")
    }
    return 0
}
