import FuzzKit
import KandasSign

/// An ASiC-E container: it is judged as a whole and never passed, and copying a sound one keeps it sound.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzContainer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = MemoryBytes(FuzzInput.bytes(start, count))
    do throws(SigningError) {
        let container = try ASiCContainer(bytes, limits: Judging.limits, mimetype: .tolerant)
        let check = try container.check()
        mustHold(check.signatures.count == container.signatures.count, "every signature is checked")
        if let outcome = try Judging.containers?.validate(bytes, at: Judging.time) {
            Judging.mustNotPass(outcome.report, format: .asice)
        }
        if check.findings.isEmpty { try mustSurviveCopying(container) }
    } catch {
        mustHold(!error.reason.isEmpty, "an error has a reason")
    }
    return 0
}

private func mustSurviveCopying(_ container: ASiCContainer) throws(SigningError) {
    let sink = MemorySink()
    try container.write(replacingSignatures: [:], to: sink)
    let again: ASiCCheck
    do throws(SigningError) {
        again = try ASiCContainer(MemoryBytes(sink.bytes), limits: Judging.limits, mimetype: .tolerant).check()
    } catch {
        return mustHold(false, "a copy of a sound container opens: \(error)")
    }
    mustHold(again.findings.isEmpty, "a copy of a sound container is sound: \(again.findings)")
    mustHold(again.signatures.count == container.signatures.count, "a copy keeps every signature")
}
