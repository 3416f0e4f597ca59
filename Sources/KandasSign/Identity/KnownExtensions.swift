/// The extensions of a certificate that this library reads, decoded.
struct KnownExtensions {
    private(set) var keyUsage: KeyUsage?
    private(set) var extendedKeyUsage: [ObjectIdentifier] = []
    private(set) var isAuthority = false
    private(set) var subjectKeyIdentifier: [UInt8]?
    private(set) var authorityKeyIdentifier: [UInt8]?
    private(set) var policies: [ObjectIdentifier] = []

    init(_ extensions: [CertificateExtension]) throws(SigningError) {
        for found in extensions {
            var reader = DERReader(found.value)
            switch found.identifier {
            case CertificateExtension.Identifier.keyUsage:
                let bits = try reader.next().namedBits("keyUsage")
                keyUsage = KeyUsage(rawValue: bits.filter { $0 < 9 }.reduce(0) { $0 | 1 << UInt16($1) })
            case CertificateExtension.Identifier.extendedKeyUsage:
                var list = try reader.enter(DER.Tag.sequence, "extKeyUsage")
                while !list.isAtEnd { extendedKeyUsage.append(try list.next().objectIdentifier("extKeyUsage")) }
                guard !extendedKeyUsage.isEmpty else { throw .malformed("extKeyUsage is empty") }
            case CertificateExtension.Identifier.basicConstraints:
                var fields = try reader.enter(DER.Tag.sequence, "basicConstraints")
                isAuthority = try fields.optional(DER.Tag.boolean)?.boolean("basicConstraints") ?? false
                _ = try fields.optional(DER.Tag.integer)?.integerOctets("pathLenConstraint")
                try fields.end("basicConstraints")
            case CertificateExtension.Identifier.subjectKeyIdentifier:
                subjectKeyIdentifier = Array(try reader.next(DER.Tag.octetString, "subjectKeyIdentifier").content)
            case CertificateExtension.Identifier.authorityKeyIdentifier:
                var fields = try reader.enter(DER.Tag.sequence, "authorityKeyIdentifier")
                authorityKeyIdentifier = try fields.optional(DER.Tag.implicit(0)).map { Array($0.content) }
                // authorityCertIssuer and authorityCertSerialNumber may follow; they are not used.
                continue
            case CertificateExtension.Identifier.certificatePolicies:
                var list = try reader.enter(DER.Tag.sequence, "certificatePolicies")
                while !list.isAtEnd {
                    var policy = try list.enter(DER.Tag.sequence, "certificatePolicies")
                    policies.append(try policy.next().objectIdentifier("certificatePolicies"))
                }
            default: continue
            }
            try reader.end("an extension's value")
        }
    }
}
