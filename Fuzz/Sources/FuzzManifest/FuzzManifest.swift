import FuzzKit
import KandasSign

/// An ASiC manifest: what was read of it survives being written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzManifest(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let manifest = try? ASiCManifest(reading: FuzzInput.bytes(start, count), limits: Judging.limits) else {
        return 0
    }
    do throws(SigningError) {
        let again = try ASiCManifest(reading: manifest.encoded, limits: Judging.limits)
        mustHold(
            again.references.map(\.digest) == manifest.references.map(\.digest),
            "a manifest that is written again keeps its digests"
        )
        mustHold(
            again.references.map(\.name) == manifest.references.map(\.name),
            "a manifest that is written again keeps its names"
        )
    } catch {
        mustHold(false, "a manifest can be written and read: \(error)")
    }
    return 0
}
