import KandasCase
import KandasSign

/// One file of `verify`, and what became of it.
struct VerifiedFile: Sendable {
    let path: String
    let outcome: Result<DocumentVerifier.Outcome, SigningError>

    init(path: String, content: String?, verifier: DocumentVerifier, at time: Timestamp) {
        self.path = path
        do throws(SigningError) {
            outcome = .success(
                try verifier.verify(
                    try InputFile(path: path),
                    content: try content.map { path throws(SigningError) in try InputFile(path: path) },
                    at: time
                )
            )
        } catch {
            // One file that cannot be read must not hide what the others are.
            outcome = .failure(error)
        }
    }

    /// What became of the signatures, if there are any.
    var signatures: ValidationReport? { try? outcome.get().signatures }

    var status: ExitStatus {
        switch outcome {
        case .success(.decision(let outcome)): ExitStatus(verdict: outcome.report.outcome.verdict)
        case .success(.signed(let outcome)): ExitStatus(outcome.report.verdict)
        case .failure(let error): ExitStatus(error.code)
        }
    }

    func write(to console: Console) throws(SigningError) {
        switch outcome {
        case .failure(let error): try console.write(unreadable: path, error)
        case .success(.decision(let outcome)):
            let document = DecisionReportDocument(
                outcome.report,
                file: path,
                catalogue: Words.catalogue,
                language: console.language
            )
            if console.isJSON {
                try console.write(object: document)
            } else {
                try console.write(DecisionText(console).lines(document))
            }
        case .success(.signed(let outcome)):
            let document = ReportDocument(
                outcome.report,
                file: path,
                format: outcome.format,
                signedFiles: outcome.files,
                catalogue: Words.catalogue,
                language: console.language
            )
            if console.isJSON {
                try console.write(object: document)
            } else {
                try console.write(ReportText(console).lines(document))
            }
        }
    }
}
