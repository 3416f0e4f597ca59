import FuzzKit
import KandasSign

/// A document with XML signatures: never passed without an anchor, and what is given out as signed can be made once more.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXMLSignature(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let document = MemoryBytes(FuzzInput.bytes(start, count))
    let reader = XMLSignatureReader(limits: Judging.limits)
    guard let facts = try? reader.read(document) else { return 0 }
    do throws(SigningError) {
        Judging.mustNotPass(
            try XMLValidator(trust: Judging.nobody).validate(facts, at: Judging.time),
            format: .xml
        )
    } catch {
        mustHold(false, "judging does not throw: \(error)")
    }
    for reference in facts.signatures.flatMap(\.references) where reference.matches == true {
        if case .external = reference.coverage { continue }
        do throws(SigningError) {
            try reader.copySignedContent(of: reference, in: document, to: MemorySink())
        } catch {
            mustHold(false, "what was digested can be given out: \(error)")
        }
    }
    return 0
}
