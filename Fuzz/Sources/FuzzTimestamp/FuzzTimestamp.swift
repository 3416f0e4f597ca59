import FuzzKit
import KandasSign

/// Times, dates and identification numbers as text: what is accepted is written as it is read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTimestamp(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: FuzzInput.bytes(start, count), as: UTF8.self)
    if let time = Timestamp(text) {
        mustHold(Timestamp(time.description) == time, "\(time) can be read")
        mustHold(time.description.utf8.count == 20, "\(time) is RFC 3339")
        let day = CalendarDate(inKazakhstanAt: time)
        mustHold(CalendarDate(day.description) == day, "\(day) can be read")
    }
    if let day = CalendarDate(text) {
        mustHold(day.description == text, "\(day) is written as it is read")
        mustHold(Timestamp(text) != nil, "a day has a start")
        _ = day.years(until: CalendarDate(inKazakhstanAt: Judging.time))
        mustHold(day.adding(days: 1) >= day && day.adding(days: -1) <= day, "days follow one another")
    }
    if let number = IndividualIdentificationNumber(text) { mustHold(number.digits == text, "an IIN is its digits") }
    if let number = BusinessIdentificationNumber(text) { mustHold(number.digits == text, "a BIN is its digits") }
    return 0
}
