/// What RFC 5280 demands of the certificates of a path and OpenSSL's validator does not look at.
enum PathProfile {
    private typealias Identifier = CertificateExtension.Identifier

    /// What is wrong with a path, leaf first, anchor last; `nil` if nothing is.
    static func failure(_ path: [Certificate]) -> PathFailure? {
        for (depth, certificate) in path.enumerated() {
            let isAnchor = depth == path.count - 1
            let isAuthority = depth > 0 || certificate.isAuthority
            let fault =
                fault(certificate, isAnchor: isAnchor)
                ?? (isAuthority ? authorityFault(certificate, isAnchor: isAnchor) : holderFault(certificate))
                ?? criticalityFault(certificate) ?? SubjectNames.fault(certificate)
            if let fault { return PathFailure(.constraint, depth: depth, fault) }
        }
        return SubjectNames.wildcardFailure(path)
    }

    /// What is wrong with the numbers and names that every certificate has.
    private static func fault(_ certificate: Certificate, isAnchor: Bool) -> String? {
        // Section 4.1.2.2: positive, at most 20 octets. Old roots have the number 0.
        let number = certificate.serialNumber.drop { $0 == 0 }
        if certificate.serialNumber.first.map({ $0 >= 0x80 }) ?? true || number.count > 20
            || number.isEmpty && !isAnchor
        {
            return "the serial number is not a positive one of at most 20 octets"
        }
        return certificate.issuer.isEmpty ? "the issuer's name is empty" : nil
    }

    /// What an authority's certificate must have.
    private static func authorityFault(_ certificate: Certificate, isAnchor: Bool) -> String? {
        // An anchor of version 1 has no extensions at all: whoever made it an anchor knows it.
        if isAnchor, certificate.extensions.isEmpty { return nil }
        if certificate.subject.isEmpty { return "the authority's name is empty" }
        // Section 4.2.1.9.
        guard certificate.isAuthority else { return "an authority's certificate that says to be none" }
        if isAnchor { return nil }
        // Sections 4.2.1.1 and 4.2.1.2: authorities change their keys, and two of them may share a name.
        if certificate.subjectKeyIdentifier == nil { return "the authority's key is not identified" }
        if certificate.authorityKeyIdentifier == nil { return "the key of the authority's issuer is not identified" }
        return nil
    }

    /// What a holder's certificate must have.
    private static func holderFault(_ certificate: Certificate) -> String? {
        // Section 4.2.1.6.
        if certificate.subject.isEmpty,
            certificate.extension(Identifier.subjectAlternativeName)?.isCritical != true
        {
            return "neither the subject nor a critical subjectAltName names anybody"
        }
        // Section 4.2.1.10.
        if certificate.extension(Identifier.nameConstraints) != nil {
            return "nameConstraints in a certificate that is not an authority's"
        }
        return nil
    }

    /// Extensions that must be critical, or must not, and critical ones that say what we do not understand.
    private static func criticalityFault(_ certificate: Certificate) -> String? {
        for found in certificate.extensions {
            switch found.identifier {
            case Identifier.authorityKeyIdentifier, Identifier.subjectKeyIdentifier:
                if found.isCritical { return "a key identifier is critical" }
            case Identifier.nameConstraints:
                if !found.isCritical { return "nameConstraints is not critical" }
            case Identifier.certificatePolicies:
                if found.isCritical, !hasKnownQualifiers(found.value) {
                    return "certificatePolicies is critical and has an unknown qualifier"
                }
            default: continue
            }
        }
        return nil
    }

    /// id-qt-cps and id-qt-unotice (section 4.2.1.4).
    private static let qualifiers: Set<ObjectIdentifier> = ["1.3.6.1.5.5.7.2.1", "1.3.6.1.5.5.7.2.2"]

    private static func hasKnownQualifiers(_ value: [UInt8]) -> Bool {
        var reader = DERReader(value)
        guard var policies = try? reader.enter(DER.Tag.sequence, "certificatePolicies") else { return false }
        while !policies.isAtEnd {
            guard var policy = try? policies.enter(DER.Tag.sequence, "a policy"), (try? policy.next()) != nil else {
                return false
            }
            if policy.isAtEnd { continue }
            guard var list = try? policy.enter(DER.Tag.sequence, "qualifiers") else { return false }
            while !list.isAtEnd {
                guard var qualifier = try? list.enter(DER.Tag.sequence, "a qualifier"),
                    let identifier = try? qualifier.next().objectIdentifier("a qualifier"),
                    qualifiers.contains(identifier)
                else { return false }
            }
        }
        return true
    }
}

extension Certificate {
    /// The extension of an identifier.
    func `extension`(_ identifier: ObjectIdentifier) -> CertificateExtension? {
        extensions.first { $0.identifier == identifier }
    }
}
