import KandasDocs
import KandasSign
import KandasText

/// The answer of `check --strip-metadata`.
struct StrippedFile {
    let path: String
    let output: String
    let stripped: StrippedPicture

    var status: ExitStatus { stripped.bytes == nil ? .failed : .passed }

    /// Reads a file and removes what it tells besides its picture.
    ///
    /// - Throws: ``SigningError`` if the file cannot be read or is over the policy's limit.
    init(path: String, output: String, policy: DocumentPolicy) throws(SigningError) {
        self.path = path
        self.output = output
        let bytes = try InputFile(path: path).contents(limit: policy.maximumBytes)
        stripped = StrippedPicture(of: bytes, policy: policy)
    }

    private var findings: [DocumentFinding] { (stripped.finding.map { [$0] } ?? []) + stripped.report.findings }

    /// The answer as lines for people.
    func text(in language: Language) -> String {
        let verdict =
            stripped.bytes.map { bytes in
                let parameters = ["output": output, "size": "\(bytes.count)"]
                return CheckedFile.message("DOC_STRIPPED", in: language, parameters).text
            } ?? CheckedFile.message("DOC_REFUSED", in: language).text
        return CheckedFile.lines("\(path): \(verdict)", findings, in: language)
    }

    /// The answer as a value with a JSON form.
    func json(in language: Language) -> CheckedFile.JSON {
        CheckedFile.JSON(
            file: path,
            verdict: stripped.bytes == nil ? "failed" : "passed",
            mediaType: stripped.report.mediaType?.rawValue,
            size: stripped.report.size,
            width: stripped.report.width,
            height: stripped.report.height,
            reasons: CheckedFile.reasons(findings, in: language),
            output: stripped.bytes == nil ? nil : output
        )
    }
}
