import KandasDocs
import KandasSign
import KandasText

extension CheckedFile {
    /// The answer as lines for people.
    func text(in language: Language) -> String {
        guard case .success(let document) = outcome else {
            return "\(path): \(CheckedFile.message("DOC_UNREADABLE", in: language).text)"
        }
        let report = document.report
        let parameters = ["format": report.kind, "size": "\(document.size)"]
        let verdict = CheckedFile.message(report.verdictCode, in: language, parameters).text
        return CheckedFile.lines("\(path): \(verdict)", findings, in: language)
    }

    /// A verdict's line and the lines of its findings.
    static func lines(_ verdict: String, _ findings: [DocumentFinding], in language: Language) -> String {
        var lines = [verdict]
        for finding in findings {
            let message = message(finding.code.rawValue, in: language, finding.parameters)
            lines.append("  \(message.text) [\(finding.code)]")
            if let action = message.action { lines.append("  → \(action)") }
        }
        return lines.joined(separator: "\n")
    }

    /// Findings as they stand in JSON.
    static func reasons(_ findings: [DocumentFinding], in language: Language) -> [JSON.Reason] {
        findings.map { finding in
            let message = message(finding.code.rawValue, in: language, finding.parameters)
            return JSON.Reason(
                code: finding.code.rawValue,
                severity: finding.severity.reported.rawValue,
                text: message.text,
                action: message.action,
                offset: finding.offset,
                parameters: finding.parameters
            )
        }
    }

    /// The answer as a value with a JSON form.
    func json(in language: Language) -> JSON {
        switch outcome {
        case .failure(let error):
            JSON(file: path, verdict: "indeterminate", error: .init(code: error.code.rawValue, reason: error.reason))
        case .success(let document):
            JSON(
                file: path,
                verdict: document.report.isAcceptable ? "passed" : "failed",
                mediaType: document.report.mediaType?.rawValue,
                size: document.size,
                sha256: document.sha256,
                pdfVersion: document.report.pdfVersion,
                width: document.report.width,
                height: document.report.height,
                pdf: document.report.pdf,
                reasons: CheckedFile.reasons(findings, in: language)
            )
        }
    }

    static func message(
        _ code: String,
        in language: Language,
        _ parameters: [String: String] = [:]
    ) -> Message {
        DocumentCatalogue.shared.message(for: code, in: language, parameters: parameters)
    }

    /// A line of `check --json`.
    struct JSON: Encodable {
        var file: String
        var verdict: String
        var mediaType: String?
        var size: Int?
        var sha256: String?
        var pdfVersion: String?
        var width: Int?
        var height: Int?
        var pdf: PDFSummary?
        var reasons: [Reason] = []
        /// Where `--strip-metadata` wrote.
        var output: String?
        // Always there, so that one reader does for all verbs.
        var signatures: [String] = []
        var error: Failure?

        struct Reason: Encodable {
            var code: String
            var severity: String
            var text: String
            var action: String?
            var offset: Int?
            var parameters: [String: String]
        }

        struct Failure: Encodable {
            var code: String
            var reason: String
        }
    }
}

extension DocumentFinding.Severity {
    /// The word that every report uses.
    fileprivate var reported: Reason.Severity {
        switch self {
        case .refuse: .failure
        case .warning: .warning
        case .note: .note
        }
    }
}

extension DocumentReport {
    /// The kind with what is known of it: `PDF 1.7`, `JPEG 640 × 480`.
    fileprivate var kind: String {
        let details = pdfVersion ?? width.flatMap { width in height.map { "\(width) × \($0)" } }
        return [mediaType?.displayName, details].compactMap(\.self).joined(separator: " ")
    }
}
