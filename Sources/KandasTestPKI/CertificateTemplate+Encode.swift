import KandasSign

extension CertificateTemplate {
    private typealias Identifier = CertificateExtension.Identifier

    /// The certificate: the template, a key, and an issuer's signature.
    func encode(
        for key: PrivateKey,
        issuer: [UInt8],
        issuerKey: PrivateKey,
        issuerKeyIdentifier: [UInt8]
    ) throws(SigningError) -> [UInt8] {
        let keyIdentifier = try KeyIdentifier.of(key)
        var number = keyIdentifier
        number[0] &= 0x7f
        let algorithm = signatureAlgorithm ?? issuerKey.defaultAlgorithm
        let extensions = extensions(subjectKey: keyIdentifier, authorityKey: issuerKeyIdentifier).map(\.der)
        let signed = DER.sequence(
            extensions.isEmpty ? [] : DER.explicit(0, DER.integer(2)),
            DER.integer(unsigned: serialNumber ?? number),
            algorithm.algorithmIdentifier.der,
            issuer,
            DER.sequence(DER.time(validity.lowerBound), DER.time(validity.upperBound)),
            subject.der,
            key.subjectPublicKeyInfo,
            extensions.isEmpty ? [] : DER.explicit(3, DER.sequence(of: extensions))
        )
        return DER.sequence(
            signed,
            algorithm.algorithmIdentifier.der,
            DER.bitString(try issuerKey.sign(signed[...], with: algorithm))
        )
    }

    /// In the order of the national CA's certificates.
    private func extensions(subjectKey: [UInt8], authorityKey: [UInt8]) -> [Extension] {
        var all: [Extension?] = [basicConstraintsExtension, extendedKeyUsageExtension, policiesExtension]
        all += [crlLocationExtension, keyUsageExtension, informationAccessExtension]
        if hasSubjectKeyIdentifier {
            all.append(Extension(Identifier.subjectKeyIdentifier, DER.octetString(subjectKey)))
        }
        if hasAuthorityKeyIdentifier {
            let identifier = DER.element(DER.Tag.implicit(0), authorityKey)
            all.append(Extension(Identifier.authorityKeyIdentifier, DER.sequence(identifier)))
        }
        if let keyStore { all.append(Extension("1.2.398.3.3.5", DER.sequence(DER.objectIdentifier(keyStore)))) }
        return all.compactMap { $0 } + otherExtensions
    }

    private var basicConstraintsExtension: Extension? {
        guard let basicConstraints else { return nil }
        return Extension(
            Identifier.basicConstraints,
            isCritical: basicConstraints.isCritical,
            DER.sequence(
                basicConstraints.isAuthority ? DER.boolean(true) : [],
                basicConstraints.pathLength.map { DER.integer($0) } ?? []
            )
        )
    }

    private var extendedKeyUsageExtension: Extension? {
        guard !extendedKeyUsage.isEmpty else { return nil }
        return Extension(
            Identifier.extendedKeyUsage,
            isCritical: extendedKeyUsageIsCritical,
            DER.sequence(of: extendedKeyUsage.map { DER.objectIdentifier($0) })
        )
    }

    private var policiesExtension: Extension? {
        guard !policies.isEmpty else { return nil }
        let entries = policies.map { DER.sequence(DER.objectIdentifier($0)) }
        return Extension(Identifier.certificatePolicies, DER.sequence(of: entries))
    }

    private var crlLocationExtension: Extension? {
        guard let crlLocation else { return nil }
        // DistributionPoint { distributionPoint [0] { fullName [0] { uri } } }
        let name = DER.explicit(0, DER.explicit(0, CertificateTemplate.uri(crlLocation)))
        return Extension(Identifier.crlDistributionPoints, DER.sequence(DER.sequence(name)))
    }

    private var keyUsageExtension: Extension? {
        guard let keyUsage else { return nil }
        let bits = (0..<9).filter { keyUsage.rawValue & 1 << $0 != 0 }
        return Extension(Identifier.keyUsage, isCritical: keyUsageIsCritical, DER.bitString(namedBits: Set(bits)))
    }

    private var informationAccessExtension: Extension? {
        let places: [(ObjectIdentifier, String?)] = [
            ("1.3.6.1.5.5.7.48.2", issuerLocation), ("1.3.6.1.5.5.7.48.1", ocspLocation),
        ]
        let entries = places.compactMap { method, location in
            location.map { DER.sequence(DER.objectIdentifier(method), CertificateTemplate.uri($0)) }
        }
        return entries.isEmpty ? nil : Extension("1.3.6.1.5.5.7.1.1", DER.sequence(of: entries))
    }

    /// A uniformResourceIdentifier as GeneralName.
    static func uri(_ text: String) -> [UInt8] { DER.element(DER.Tag.implicit(6), Array(text.utf8)) }
}

/// The identifier of a key: 20 octets, as the national CA has it.
enum KeyIdentifier {
    /// The leftmost 160 bits of the SHA-256 of the subjectPublicKey (RFC 7093 section 2, method 1).
    static func of(_ key: PrivateKey) throws(SigningError) -> [UInt8] {
        Array(try DigestAlgorithm.sha256.digest(of: octets(key.subjectPublicKeyInfo)).prefix(20))
    }

    /// The octets of a subjectPublicKey, without tag, length and unused bits.
    static func octets(_ subjectPublicKeyInfo: [UInt8]) throws(SigningError) -> ArraySlice<UInt8> {
        var reader = DERReader(subjectPublicKeyInfo)
        var fields = try reader.enter(DER.Tag.sequence, "SubjectPublicKeyInfo")
        _ = try fields.next()
        return try fields.next().bitStringOctets("a public key")
    }
}
