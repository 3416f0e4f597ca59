import FuzzKit
import KandasSign

/// A PDF with signatures: never passed without an anchor, and what a signature covers lies within the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPDFSignature(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    guard let facts = try? PDFSignatureReader(limits: Judging.limits).read(bytes) else { return 0 }
    do throws(SigningError) {
        Judging.mustNotPass(
            try PDFValidator(trust: Judging.nobody).validate(facts, at: Judging.time),
            format: .pdf
        )
    } catch {
        mustHold(false, "judging does not throw: \(error)")
    }
    for signature in facts.signatures where signature.message != nil {
        mustHold(signature.byteRange.count == 4, "what is judged says what it covers")
        mustHold(signature.coveredBytes <= bytes.count, "nothing beyond the file is covered")
        mustHold(1...facts.revisions ~= signature.revision, "a signature covers a revision that is there")
    }
    return 0
}
