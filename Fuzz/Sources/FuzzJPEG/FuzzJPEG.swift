import FuzzKit
import KandasDocs

/// Pictures: a whole one has a fingerprint, stripping keeps it and leaves nothing to strip, and cuts change nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJPEG(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // What begins in another way is another reader's.
    let bytes = [0xff, 0xd8, 0xff] + FuzzInput.bytes(start, count).dropFirst(3)
    let whole = DocumentGate.judge(bytes)
    mustHold(whole.mediaType == .jpeg, "it is a JPEG by its first bytes")
    mustHold(!whole.isAcceptable || whole.pictureFingerprint != nil, "what is accepted was seen whole")
    mustHold(!whole.isAcceptable || whole.width ?? 0 > 0, "what is accepted has a size")
    var gate = DocumentGate()
    var offset = 0
    var length = 1
    while offset < bytes.count {
        let end = min(offset + length, bytes.count)
        gate.update(bytes[offset..<end])
        offset = end
        length = length * 3 % 8_191 + 1
    }
    mustHold(gate.finish() == whole, "pieces are judged like the whole")
    let stripped = StrippedPicture(of: bytes)
    if let plain = stripped.bytes {
        mustHold(stripped.report.isAcceptable, "what is written is acceptable")
        mustHold(stripped.report.pictureFingerprint != nil, "what is written is whole")
        mustHold(StrippedPicture(of: plain).bytes == plain, "nothing is left to strip")
    } else {
        mustHold(!whole.isAcceptable, "what is accepted can be stripped")
    }
    return 0
}
