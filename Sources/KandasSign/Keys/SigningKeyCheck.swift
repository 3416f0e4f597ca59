/// Whether a certificate allows its key to sign documents.
///
/// Asked before signing, so that nobody makes a signature that every verifier must refuse. Revocation is not asked: it
/// needs evidence, and a verifier will ask it.
public enum SigningKeyCheck {
    /// Extended key usages (RFC 5280 section 4.2.1.12), by which the national CA tells its keys apart.
    private static let emailProtection: ObjectIdentifier = "1.3.6.1.5.5.7.3.4"
    private static let clientAuthentication: ObjectIdentifier = "1.3.6.1.5.5.7.3.2"

    /// Everything that speaks against signing.
    ///
    /// - Parameters:
    ///   - certificate: The key's certificate.
    ///   - time: When the signature is to be made.
    /// - Returns: Errors with the codes ``SigningError/Code/keyForAuthentication``,
    ///   ``SigningError/Code/keyNotForSigning``, ``SigningError/Code/keyNotYetValid`` and
    ///   ``SigningError/Code/keyExpired``; empty if the key may sign.
    public static func refusals(of certificate: Certificate, at time: Timestamp) -> [SigningError] {
        var refusals: [SigningError] = []
        if isForAuthentication(certificate) {
            refusals.append(
                SigningError(.keyForAuthentication, "the key is for logging in only and must not sign documents")
            )
        } else if let usage = certificate.keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) {
            let names = usage.names.joined(separator: ", ")
            refusals.append(SigningError(.keyNotForSigning, "the certificate allows only: \(names)"))
        } else if certificate.isAuthority {
            refusals.append(SigningError(.keyNotForSigning, "the certificate is that of a certification authority"))
        }
        if time < certificate.notBefore {
            refusals.append(SigningError(.keyNotYetValid, "the certificate is valid from \(certificate.notBefore) on"))
        }
        if time > certificate.notAfter {
            refusals.append(SigningError(.keyExpired, "the certificate was valid until \(certificate.notAfter)"))
        }
        return refusals
    }

    /// Makes sure that a key may sign.
    ///
    /// - Throws: The first of ``refusals(of:at:)``.
    public static func require(_ certificate: Certificate, at time: Timestamp) throws(SigningError) {
        if let refusal = refusals(of: certificate, at: time).first { throw refusal }
    }

    /// Whether the national CA issued the key for logging in: by extended key usage clientAuth without emailProtection,
    /// or by key usage digitalSignature and keyEncipherment without nonRepudiation.
    ///
    /// An information system's key has neither of the two extended key usages and may sign.
    public static func isForAuthentication(_ certificate: Certificate) -> Bool {
        let purposes = certificate.extendedKeyUsage
        if purposes.contains(clientAuthentication), !purposes.contains(emailProtection) { return true }
        guard let usage = certificate.keyUsage else { return false }
        return usage.isSuperset(of: [.digitalSignature, .keyEncipherment]) && !usage.contains(.nonRepudiation)
    }
}
