import FuzzKit
import KandasDocs

/// Attachments: the same report however the bytes are cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDocument(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    let whole = DocumentGate.judge(bytes, name: "scan.pdf")
    mustHold(whole.size == count, "every byte is counted")
    mustHold(whole.mediaType != nil || !whole.isAcceptable, "only a PDF or a JPEG is acceptable")
    mustHold(whole.isAcceptable || !whole.findings.isEmpty, "a refusal has a finding")
    for length in [count <= 4_096 ? 1 : 61, 1_023] where length < max(count, 2) {
        var gate = DocumentGate()
        var offset = 0
        while offset < count {
            let end = min(offset + length, count)
            gate.update(bytes[offset..<end])
            offset = end
        }
        mustHold(gate.finish(name: "scan.pdf") == whole, "pieces of \(length) are judged like the whole")
    }
    var small = DocumentPolicy()
    small.maximumBytes = 512
    small.jpeg.maximumPixels = 100
    _ = DocumentGate.judge(bytes, name: "scan.jpg", policy: small)
    return 0
}
