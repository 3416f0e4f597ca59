/// Whether a certificate allows its key to sign documents.
///
/// Asked before signing, so that nobody makes a signature that every verifier must refuse. Revocation is not asked: it
/// needs evidence, and a verifier will ask it.
public enum SigningKeyCheck {
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
        switch SigningFitness(certificate) {
        case .fit: break
        case .authenticationOnly:
            refusals.append(
                SigningError(.keyForAuthentication, "the key is for logging in only and must not sign documents")
            )
        case .keyUsage:
            let names = certificate.keyUsage?.names.joined(separator: ", ") ?? ""
            refusals.append(SigningError(.keyNotForSigning, "the certificate allows only: \(names)"))
        case .service:
            refusals.append(
                SigningError(.keyNotForSigning, "the certificate is that of a certification authority or its services")
            )
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
}
