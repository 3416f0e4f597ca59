/// Whether a certificate's key may sign documents, by key usage and extended key usage.
public enum SigningFitness: String, Sendable, Hashable, CaseIterable {
    /// It may.
    case fit = "FIT"
    /// It serves authentication only: clientAuth without emailProtection, or keyEncipherment without nonRepudiation.
    case authenticationOnly = "AUTH_KEY_USED"
    /// Its key usage allows no signatures over documents.
    case keyUsage = "KEY_USAGE_NOT_FOR_SIGNING"
    /// It is the key of a certification authority or of one of its services.
    case service = "SERVICE_KEY_USED"

    private static let clientAuthentication: ObjectIdentifier = "1.3.6.1.5.5.7.3.2"
    private static let emailProtection: ObjectIdentifier = "1.3.6.1.5.5.7.3.4"
    private static let services: Set<ObjectIdentifier> = ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"]

    /// Judges a certificate.
    ///
    /// The information-system key, which has national extended key usages only, is fit; so is a certificate that does
    /// not restrict its use.
    public init(_ certificate: Certificate) {
        let usage = certificate.keyUsage
        let extended = certificate.extendedKeyUsage
        if certificate.isAuthority || extended.contains(where: SigningFitness.services.contains) {
            self = .service
        } else if let usage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) {
            self = .keyUsage
        } else if extended.contains(SigningFitness.clientAuthentication),
            !extended.contains(SigningFitness.emailProtection)
        {
            self = .authenticationOnly
        } else if let usage, usage.isSuperset(of: [.digitalSignature, .keyEncipherment]),
            !usage.contains(.nonRepudiation)
        {
            self = .authenticationOnly
        } else {
            self = .fit
        }
    }
}
