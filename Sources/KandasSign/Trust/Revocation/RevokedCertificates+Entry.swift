extension RevokedCertificates {
    /// One entry of a list (RFC 5280 section 5.3), read anew each time it is asked for.
    struct Entry {
        let serialNumber: ArraySlice<UInt8>
        let revocationDate: Timestamp
        private(set) var reason: RevocationReason?
        /// The issuer of the certificate, where the entry names one.
        private(set) var issuer: Set<DistributionPointName>?
        /// The extensions; `nil` if there are none.
        let extensions: [CertificateExtension]?
        /// Whether every critical extension is understood.
        private(set) var isUnderstood = true

        init(reading items: inout DERReader) throws(SigningError) {
            var fields = try items.enter(DER.Tag.sequence, "an entry of a revocation list")
            serialNumber = try fields.next().integerOctets("a revoked serial number")
            revocationDate = try fields.next().time("a revocation date")
            guard !fields.isAtEnd else {
                extensions = nil
                return
            }
            let extensions = try CertificateExtension.readAll(&fields, "an entry's extensions")
            self.extensions = extensions
            try fields.end("an entry of a revocation list")
            for found in extensions {
                var value = DERReader(found.value)
                switch found.identifier {
                case CertificateExtension.Identifier.reasonCode:
                    let code = try value.next(DER.Tag.enumerated, "a revocation reason").content
                    reason = code.count == 1 ? code.first.flatMap { RevocationReason(rawValue: Int($0)) } : nil
                case CertificateExtension.Identifier.certificateIssuer:
                    var names = try value.enter(DER.Tag.sequence, "certificateIssuer")
                    issuer = try DistributionPointName.generalNames(&names)
                default: if found.isCritical { isUnderstood = false }
                }
            }
        }
    }
}
