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
            try write(object: Signed(file: path, format: format, signer: signer))
        } else {
            try write("\(path): \(word("RESULT_SIGNED")) \(signer.commonName ?? signer.subject)".onOneLine)
        }
    }

    private struct Signed: Encodable {
        let file: String
        let format: SignedFileFormat
        let signer: CertificateDocument
    }
}
