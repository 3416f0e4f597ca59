// What an anchor's own certificate says about policies (RFC 5937 section 3.2): OpenSSL's validator does not look at it.
extension PolicyInputs {
    /// The inputs, narrowed by what `anchor` constrains from the first certificate below it on.
    func constrained(by anchor: Certificate) -> PolicyInputs {
        var inputs = self
        if let value = anchor.extension(CertificateExtension.Identifier.inhibitAnyPolicy)?.value {
            var reader = DERReader(value)
            if (try? reader.next().smallInteger("inhibitAnyPolicy")) == 0 { inputs.inhibitsAnyPolicy = true }
        }
        if let value = anchor.extension(CertificateExtension.Identifier.policyConstraints)?.value {
            var reader = DERReader(value)
            guard var fields = try? reader.enter(DER.Tag.sequence, "policyConstraints") else { return inputs }
            if let field = try? fields.optional(DER.Tag.implicit(0)), field.content.elementsEqual([0]) {
                inputs.requiresExplicitPolicy = true
            }
            if let field = try? fields.optional(DER.Tag.implicit(1)), field.content.elementsEqual([0]) {
                inputs.inhibitsMapping = true
            }
        }
        return inputs
    }
}
