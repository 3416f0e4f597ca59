import KandasSign
import KandasText

extension Console {
    /// The result of the first of two steps.
    func write<Plan>(
        prepared state: RemoteSigningState<Plan>,
        at path: String,
        bytes: String
    ) throws(SigningError) {
        let isMessage = if case .message = state.request { true } else { false }
        let signer = state.request.signer.map { CertificateDocument($0.certificate) }
        guard !isJSON else {
            let document = Prepared(
                state: path,
                file: bytes,
                expects: isMessage ? "message" : "value",
                bytes: state.bytes,
                signatureAlgorithm: state.request.signer.map { "\($0.algorithm)" },
                signer: signer
            )
            return try write(object: document)
        }
        let message = Words.catalogue.message(
            for: isMessage ? "RESULT_PREPARED_MESSAGE" : "RESULT_PREPARED_VALUE",
            in: language
        )
        var lines = ["\(bytes): \(message.text)"]
        if let signer { lines.append("  \(word("LABEL_OWNER")): \(signer.commonName ?? signer.subject)") }
        if !isMessage, let signer = state.request.signer { lines.append("  \(word("LABEL_KEY")): \(signer.algorithm)") }
        lines.append("  SHA-256: \(state.bytes.sha256)")
        if let algorithm = state.bytes.digestAlgorithm, algorithm != DigestAlgorithm.sha256.rawValue {
            lines.append("  \(algorithm): \(state.bytes.digest ?? "")")
        }
        if let action = message.action { lines.append("  \(word("LABEL_ACTION")): \(action)") }
        try write(lines.joined(separator: "\n"))
    }

    private struct Prepared: Encodable {
        let state: String
        let file: String
        let expects: String
        let bytes: BytesToSign
        let signatureAlgorithm: String?
        let signer: CertificateDocument?
        // As in the answers of the verbs that judge, so that one reader does for all.
        let verdict = "passed"
        let reasons: [ReasonDocument] = []
        let signatures: [CertificateDocument] = []
    }
}
