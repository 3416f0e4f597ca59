import FoundationEssentials
import FuzzKit
import Glibc
import KandasSign
import KandasText

/// A nameless file, since files are what is inspected.
private let scratch = fileno(tmpfile())

/// Any file that is inspected or verified: both have an answer that can be printed, and nothing passes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzInspection(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard ftruncate(scratch, 0) == 0, pwrite(scratch, start, count, 0) == count else { return -1 }
    do throws(SigningError) {
        let file = try InputFile(path: "/proc/self/fd/\(scratch)")
        let inspection = try FileInspector(limits: Judging.limits).inspect(file)
        let line = try? JSONEncoder().encode(InspectionDocument(inspection, file: "file"))
        mustHold(line != nil, "what was found has a JSON form")
    } catch {
        mustHold(!error.reason.isEmpty, "an error has a reason")
    }
    do throws(SigningError) {
        let file = try InputFile(path: "/proc/self/fd/\(scratch)")
        let outcome = try SignedFileVerifier(trust: Judging.nobody, limits: Judging.limits)
            .verify(file, at: Judging.time)
        Judging.mustNotPass(outcome.report, format: outcome.format)
        let document = ReportDocument(
            outcome.report,
            file: "file",
            format: outcome.format,
            signedFiles: outcome.files,
            catalogue: .signatures,
            language: .kazakh
        )
        mustHold((try? JSONEncoder().encode(document)) != nil, "a report has a JSON form")
    } catch {
        mustHold(!error.reason.isEmpty, "an error has a reason")
    }
    return 0
}
