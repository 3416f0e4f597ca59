/// Whether a certificate's key may make timestamps.
enum TimestampFitness {
    /// id-kp-timeStamping.
    static let timeStamping: ObjectIdentifier = "1.3.6.1.5.5.7.3.8"

    /// Whether timestamping is the only extended key usage, and critical (RFC 3161 section 2.3), and the key usage, where
    /// there is one, allows signatures and nothing that a CA does.
    static func mayStamp(_ certificate: Certificate) -> Bool {
        let usage = certificate.extensions.first {
            $0.identifier == CertificateExtension.Identifier.extendedKeyUsage
        }
        return certificate.extendedKeyUsage == [timeStamping] && usage?.isCritical == true && !certificate.isAuthority
            && certificate.keyUsage.map {
                !$0.isDisjoint(with: [.digitalSignature, .nonRepudiation])
                    && $0.isDisjoint(with: [.keyCertSign, .crlSign])
            } ?? true
    }
}
