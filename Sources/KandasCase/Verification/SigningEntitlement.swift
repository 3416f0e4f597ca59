public import KandasSign

/// Whether a certificate's holder may act for a body: its head, or an employee with the right to sign.
public enum SigningEntitlement {
    /// The roles that may.
    public static let roles: Set<CertificateRole> = [.firstHead, .rightToSign]

    /// Whether the certificate has such a role and is one to sign documents with.
    public static func mayAct(_ certificate: Certificate) -> Bool {
        !roles.isDisjoint(with: certificate.roles) && SigningFitness(certificate) == .fit
    }
}
