// Where a certificate says that evidence about it is found.
extension Certificate {
    /// id-ad-ocsp (RFC 5280 section 4.2.2.1).
    private static let ocspMethod: ObjectIdentifier = "1.3.6.1.5.5.7.48.1"
    /// authorityInfoAccess (RFC 5280 section 4.2.2.1).
    private static let informationAccess: ObjectIdentifier = "1.3.6.1.5.5.7.1.1"
    /// freshestCRL (RFC 5280 section 4.2.1.15).
    private static let freshestList: ObjectIdentifier = "2.5.29.46"
    /// uniformResourceIdentifier of GeneralName.
    private static let uri = DER.Tag.implicit(6)

    /// The addresses of OCSP responders, as the certificate has them; what cannot be read names none.
    var ocspAddresses: [String] {
        guard let value = value(of: Certificate.informationAccess) else { return [] }
        return (try? Certificate.access(value, method: Certificate.ocspMethod)) ?? []
    }

    /// The addresses of the issuer's revocation lists.
    var listAddresses: [String] { points(CertificateExtension.Identifier.crlDistributionPoints) }

    /// The addresses of delta lists.
    var deltaListAddresses: [String] { points(Certificate.freshestList) }

    private func value(of identifier: ObjectIdentifier) -> [UInt8]? {
        extensions.first { $0.identifier == identifier }.map { Array($0.value) }
    }

    private func points(_ identifier: ObjectIdentifier) -> [String] {
        guard let value = value(of: identifier) else { return [] }
        return (try? Certificate.distribution(value)) ?? []
    }

    private static func access(_ value: [UInt8], method: ObjectIdentifier) throws(SigningError) -> [String] {
        var reader = DERReader(value)
        var list = try reader.enter(DER.Tag.sequence, "authorityInfoAccess")
        var addresses: [String] = []
        while !list.isAtEnd {
            var one = try list.enter(DER.Tag.sequence, "authorityInfoAccess")
            let found = try one.next().objectIdentifier("authorityInfoAccess")
            let name = try one.next()
            if found == method, name.tag == uri { addresses.append(String(decoding: name.content, as: UTF8.self)) }
        }
        return addresses
    }

    private static func distribution(_ value: [UInt8]) throws(SigningError) -> [String] {
        var reader = DERReader(value)
        var list = try reader.enter(DER.Tag.sequence, "cRLDistributionPoints")
        var addresses: [String] = []
        while !list.isAtEnd {
            var point = try list.enter(DER.Tag.sequence, "cRLDistributionPoints")
            guard let field = try point.optional(DER.Tag.explicit(0)) else { continue }
            var inner = try point.entering(field)
            let choice = try inner.next()
            guard choice.tag == DER.Tag.explicit(0) else { continue }
            var names = try inner.entering(choice)
            while !names.isAtEnd {
                let name = try names.next()
                if name.tag == uri { addresses.append(String(decoding: name.content, as: UTF8.self)) }
            }
        }
        return addresses
    }
}
