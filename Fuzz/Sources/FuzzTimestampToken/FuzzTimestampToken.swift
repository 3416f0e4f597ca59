import FuzzKit
import KandasSign

/// Timestamps and the answers that they come in: what was read keeps its bytes, and nobody's is a token that holds for
/// something else than it states.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTimestampToken(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    if let token = try? TimestampToken(bytes, limits: Judging.limits) {
        mustHold(token.bytes == bytes, "a token keeps its bytes")
        mustHold(token.info.earliestTime <= token.info.latestTime, "accuracy widens the time")
        mustHold(!token.holds || token.signer.certificate != nil, "a token without certificate does not hold")
    }
    if let response = try? TimestampResponse(bytes, limits: Judging.limits), let inner = response.token {
        _ = try? TimestampToken(inner, limits: Judging.limits)
    }
    return 0
}
