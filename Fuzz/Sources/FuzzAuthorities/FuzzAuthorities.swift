import FuzzKit
import KandasCase
import KandasSign

private let day = CalendarDate(inKazakhstanAt: Judging.time)
private let pins = PinnedKeys(digests: [[UInt8](repeating: 0, count: 32)])

/// The list of authorities: signed by nobody's pinned key it is never taken, and every body in it can be asked about.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAuthorities(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    let signed = try? AuthorityList(signed: MemoryBytes(bytes).source(), by: pins, limits: Judging.limits)
    mustHold(signed == nil, "nothing is taken without a pinned key")
    _ = try? PinnedKeys(text: bytes)
    guard let list = try? AuthorityList(json: bytes) else { return 0 }
    for authority in list.authorities {
        mustHold(list.authority(authority.bin, on: authority.from) != nil, "a body may decide on its first day")
        _ = list.authority(authority.bin, on: day)
    }
    return 0
}
