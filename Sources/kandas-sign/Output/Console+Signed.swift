import KandasSign

extension Console {
    /// The result of a verb that signs.
    func write(
        signed path: String,
        format: SignedFileFormat,
        by certificate: Certificate
    ) throws(SigningError) {
        let signer = CertificateDocument(certificate)
        if isJSON {
            try write(object: Signed(file: path, format: format, signatures: [Signed.Signature(signer: signer)]))
        } else {
            try write("\(path): \(word("RESULT_SIGNED")) \(signer.commonName ?? signer.subject)".onOneLine)
        }
    }

    /// The result of raising signatures to a level.
    func write(
        extended path: String,
        format: SignedFileFormat,
        to level: SignatureLevel
    ) throws(SigningError) {
        if isJSON {
            try write(object: Extended(file: path, format: format, level: level))
        } else {
            try write("\(path): \(word("RESULT_EXTENDED")) \(level.rawValue)".onOneLine)
        }
    }

    private struct Extended: Encodable {
        let file: String
        let format: SignedFileFormat
        let verdict = "passed"
        let reasons: [ReasonDocument] = []
        let level: SignatureLevel
    }

    private struct Signed: Encodable {
        let file: String
        let format: SignedFileFormat
        // As in the answers of the verbs that judge, so that one reader does for all.
        let verdict = "passed"
        let reasons: [ReasonDocument] = []
        let signatures: [Signature]

        struct Signature: Encodable {
            let signer: CertificateDocument
        }
    }
}
