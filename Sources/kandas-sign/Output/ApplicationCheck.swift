import KandasCase
import KandasSign
import KandasText

/// What `apply` has to say about a form: every reason, and whether it was signed.
struct ApplicationCheck {
    let file: String
    let reasons: [Reason]
    var signer: Certificate?
    var package: ApplicationPackage?

    private var isPassed: Bool { !reasons.contains { $0.severity == .failure } }

    struct Document: Encodable {
        let file: String
        let verdict: String
        let reasons: [ReasonDocument]
        let signatures: [CertificateDocument]
        let applicationID: String?
        let files: [String]?
    }

    func document(in language: Language) -> Document {
        Document(
            file: file,
            verdict: isPassed ? "passed" : "failed",
            reasons: reasons.map { ReasonDocument($0, catalogue: Words.catalogue, language: language) },
            signatures: signer.map { [CertificateDocument($0)] } ?? [],
            applicationID: package?.application.id,
            files: package?.entries.map(\.name)
        )
    }

    func text(for console: Console) -> String {
        let document = document(in: console.language)
        var lines: [String] = []
        if let signer = document.signatures.first {
            lines.append("\(file): \(console.word("RESULT_SIGNED")) \(signer.commonName ?? signer.subject)")
        } else {
            lines.append("\(file): \(console.word(isPassed ? "RESULT_FORM_COMPLETE" : "RESULT_FORM_INCOMPLETE"))")
        }
        let text = ReportText(console)
        lines += document.reasons.flatMap { text.finding($0, indent: 2) }
        return lines.joined(separator: "\n")
    }
}
