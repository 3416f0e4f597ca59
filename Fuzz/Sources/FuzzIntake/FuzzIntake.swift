import FuzzKit
import KandasCase
import KandasSign

private let verifier = try? ApplicationVerifier(trust: Judging.nobody, limits: Judging.limits)

/// A whole intake where nobody is trusted: a package, a loose message, or an application.xml that is packed first.
///
/// Nothing is ever accepted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIntake(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    guard let verifier else { return 0 }
    do throws(SigningError) {
        let package = bytes.first == 0x3c ? try packed(bytes) : bytes
        mustNotAccept(try verifier.verify(MemoryBytes(package), at: Judging.time))
    } catch {
        mustHold(!error.reason.isEmpty, "an error has a reason")
    }
    do throws(SigningError) {
        mustNotAccept(
            try verifier.verify(message: MemoryBytes(bytes).source(), attachmentsIn: nil, at: Judging.time)
        )
    } catch {
        mustHold(!error.reason.isEmpty, "an error has a reason")
    }
    return 0
}

private func mustNotAccept(_ outcome: ApplicationVerifier.Outcome) {
    mustHold(outcome.report.verdict != .accept, "nothing is accepted without an anchor")
    mustHold(!outcome.report.reasons.isEmpty, "what is not accepted has a reason")
    mustHold(!outcome.signatures.verdict.isPassed, "nothing passes without an anchor")
}

/// A package around a document, as a mutated one would never get its checksums and digests right.
private func packed(_ document: [UInt8]) throws(SigningError) -> [UInt8] {
    let sink = MemorySink()
    let writer = try ASiCContainerWriter(to: sink, limits: Judging.limits)
    try writer.add("application.xml", mediaType: "application/xml", .bytes(document), isRootfile: true)
    try writer.add("attachments/001-autobiography.pdf", mediaType: "application/pdf", .bytes(Array("%PDF-1.7".utf8)))
    try writer.sign { (manifest) throws(SigningError) in manifest }
    try writer.finish()
    return sink.bytes
}
