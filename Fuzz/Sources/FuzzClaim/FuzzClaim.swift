import FuzzKit
import KandasCase
import KandasSign

/// Texts of codes: claims and pieces of rows. What is read is written as it was, and nothing is genuine by its form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzClaim(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = FuzzInput.bytes(start, count)
    // With the prefix the fuzzer need not find it first.
    for text in [input, Array(SignedClaim.prefix.utf8) + input] {
        if let claim = try? SignedClaim(text: text, limits: Judging.limits) {
            let again = try? SignedClaim(text: Array(claim.text.utf8), limits: Judging.limits)
            mustHold(again == claim, "a claim is read as it is written")
            mustHold(claim.claim.documentNumber.utf8.count == 14, "a document's number has 14 digits")
        }
    }
    let texts = PaperCodes.texts(in: input)
    mustHold(texts.reduce(0) { $0 + $1.count } <= input.count, "texts are parts of the input")
    if let codes = try? PaperCodes(texts, limits: Judging.limits), codes.sets.isEmpty, codes.claims.isEmpty {
        mustHold(!codes.findings.isEmpty, "what holds nothing says so")
    }
    return 0
}
