package import KandasSign

/// All that can be said in a certificate revocation list, except the issuer.
package struct RevocationListTemplate: Sendable {
    package var thisUpdate: Timestamp
    /// `nil` leaves it out, which RFC 5280 section 5.1.2.5 forbids.
    package var nextUpdate: Timestamp?
    /// The CRL number; `nil` leaves it out.
    package var number: Int? = 1
    package var revoked: [Entry] = []
    /// `nil` for the default algorithm of the issuer's key.
    package var signatureAlgorithm: SignatureAlgorithm?
    package var hasAuthorityKeyIdentifier = true
    /// Further extensions of the list, such as issuingDistributionPoint or deltaCRLIndicator.
    package var otherExtensions: [CertificateTemplate.Extension] = []

    package init(thisUpdate: Timestamp, nextUpdate: Timestamp?, revoked: [Entry] = []) {
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.revoked = revoked
    }

    /// A revoked certificate.
    package struct Entry: Sendable {
        /// Content octets as in ``Certificate/serialNumber``.
        package var serialNumber: [UInt8]
        package var date: Timestamp
        package var reason: Reason?
        package var otherExtensions: [CertificateTemplate.Extension] = []

        package init(serialNumber: [UInt8], date: Timestamp, reason: Reason? = nil) {
            self.serialNumber = serialNumber
            self.date = date
            self.reason = reason
        }
    }

    /// Why a certificate was revoked (RFC 5280 section 5.3.1).
    package enum Reason: UInt8, Sendable {
        case keyCompromise = 1
        case caCompromise = 2
        case affiliationChanged = 3
        case superseded = 4
        case cessationOfOperation = 5
        case certificateHold = 6
        case removeFromCRL = 8
        case privilegeWithdrawn = 9
    }

    func encode(issuer: [UInt8], key: PrivateKey, keyIdentifier: [UInt8]) throws(SigningError) -> [UInt8] {
        let algorithm = signatureAlgorithm ?? key.defaultAlgorithm
        var extensions: [CertificateTemplate.Extension] = []
        if let number {
            extensions.append(
                CertificateTemplate.Extension(CertificateExtension.Identifier.crlNumber, DER.integer(number))
            )
        }
        if hasAuthorityKeyIdentifier {
            extensions.append(
                CertificateTemplate.Extension(
                    CertificateExtension.Identifier.authorityKeyIdentifier,
                    DER.sequence(DER.element(DER.Tag.implicit(0), keyIdentifier))
                )
            )
        }
        extensions += otherExtensions
        let signed = DER.sequence(
            DER.integer(1),
            algorithm.algorithmIdentifier.der,
            issuer,
            DER.time(thisUpdate),
            nextUpdate.map { DER.time($0) } ?? [],
            revoked.isEmpty ? [] : DER.sequence(of: revoked.map(\.der)),
            extensions.isEmpty ? [] : DER.explicit(0, DER.sequence(of: extensions.map(\.der)))
        )
        return DER.sequence(
            signed,
            algorithm.algorithmIdentifier.der,
            DER.bitString(try key.sign(signed[...], with: algorithm))
        )
    }
}

extension RevocationListTemplate.Entry {
    fileprivate var der: [UInt8] {
        var extensions = otherExtensions
        if let reason {
            extensions.append(
                CertificateTemplate.Extension(
                    CertificateExtension.Identifier.reasonCode,
                    DER.element(DER.Tag.enumerated, [reason.rawValue])
                )
            )
        }
        return DER.sequence(
            DER.element(DER.Tag.integer, serialNumber),
            DER.time(date),
            extensions.isEmpty ? [] : DER.sequence(of: extensions.map(\.der))
        )
    }
}
