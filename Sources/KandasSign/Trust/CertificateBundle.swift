/// Certificates in a file, DER or PEM.
public enum CertificateBundle {
    /// Reads a file that holds certificates and nothing else.
    ///
    /// - Parameters:
    ///   - path: The file, or `-` for the standard input.
    ///   - limits: Bounds on the file and each certificate.
    /// - Returns: The certificates, at least one.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/notACertificate`` if there is anything else in it,
    ///   ``SigningError/Code/limitExceeded`` if it is too long, ``SigningError/Code/inputUnavailable`` if it cannot be
    ///   read.
    public static func read(_ path: String, limits: Limits = Limits()) throws(SigningError) -> [Certificate] {
        let bytes = try InputFile(path: path).contents(limit: limits.certificateFileBytes)
        guard let content = try? TrustFolder.read(bytes, limits: limits), !content.certificates.isEmpty,
            content.revocationLists.isEmpty, content.ocspResponses.isEmpty
        else { throw SigningError(.notACertificate, "\(path) holds something else than certificates") }
        return content.certificates
    }
}
