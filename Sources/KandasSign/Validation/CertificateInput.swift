/// A certificate to judge, and what came with it in files.
public struct CertificateInput: Sendable {
    /// The certificate.
    public let certificate: Certificate
    /// Certificates, revocation lists and OCSP responses that came with it. Nothing in it is trusted.
    public let evidence: Evidence

    /// Reads files, each DER or PEM.
    ///
    /// - Parameters:
    ///   - path: The certificate's file; `-` is the standard input. Of several in a PEM file the first one is meant, and the
    ///     others came with it.
    ///   - others: Files with what came with it.
    ///   - limits: Bounds on each file.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if a file cannot be read, and
    ///   ``SigningError/Code/malformedInput`` if it holds nothing of that kind, or the first no certificate.
    public init(path: String, others: [String] = [], limits: Limits = Limits()) throws(SigningError) {
        var evidence = try CertificateInput.read(path, limits)
        guard let certificate = evidence.certificates.first else {
            throw .malformed("\(path) holds no certificate")
        }
        evidence.certificates.removeFirst()
        for other in others { evidence += try CertificateInput.read(other, limits) }
        self.certificate = certificate
        self.evidence = evidence
    }

    private static func read(_ path: String, _ limits: Limits) throws(SigningError) -> Evidence {
        let bytes = try InputFile(path: path).contents(limit: limits.revocationListBytes)
        do throws(SigningError) {
            return try TrustFolder.read(bytes, limits: limits)
        } catch {
            throw SigningError(error.code, "\(path): \(error.reason)")
        }
    }
}
