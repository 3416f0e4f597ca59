import KandasSign
import KandasText

/// Writes an inspection as text for people: an outline of labels and values.
struct InspectionText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    /// The text of one file.
    func text(_ document: InspectionDocument) -> String {
        var lines = ["\(document.file): \(word("KIND_\(document.format)"))"]
        if let message = document.message { lines += indented(self.message(message)) }
        if let container = document.container { lines += indented(self.container(container)) }
        if let found = document.document { lines += indented(self.document(found)) }
        for certificate in document.certificates ?? [] { lines += indented(self.certificate(certificate)) }
        for list in document.revocationLists ?? [] { lines += indented(self.list(list)) }
        lines.append(word("NOT_JUDGED"))
        return lines.map(\.onOneLine).joined(separator: "\n")
    }

    private func message(_ message: MessageInspection) -> [String] {
        let place = message.isAttached ? "INSIDE" : message.contentByteCount == nil ? "OUTSIDE" : "GIVEN"
        var lines = [
            fact("CONTENT", word("CONTENT_\(place)", ["bytes": "\(message.contentByteCount ?? 0)"])),
            fact("CONTENT_TYPE", "\(message.contentType)"),
        ]
        if message.contentsDiffer { lines.append("! \(word("CONTENTS_DIFFER"))") }
        for (algorithm, digest) in message.contentDigests.sorted(by: { $0.key < $1.key }) {
            lines.append(fact("DIGEST", "\(algorithm) \(digest)"))
        }
        for signer in message.signers { lines += self.signer(signer, label: "LABEL_SIGNATURE") }
        for certificate in message.certificates { lines += self.certificate(certificate) }
        if message.unreadableCertificates > 0 {
            lines.append(fact("UNREADABLE_CERTIFICATES", "\(message.unreadableCertificates)"))
        }
        for list in message.revocationLists { lines += self.list(list) }
        if message.otherRevocationInformation > 0 {
            lines.append(fact("OTHER_REVOCATION", "\(message.otherRevocationInformation)"))
        }
        return lines
    }

    private func signer(_ signer: SignerInspection, label: String) -> [String] {
        var lines: [String] = []
        if let key = signer.identifier.subjectKeyIdentifier {
            lines.append(fact("IDENTIFIER", "\(word("KEY_ID")) \(key)"))
        } else {
            let issuer = signer.identifier.issuer ?? ""
            lines.append(fact("IDENTIFIER", "\(issuer); \(word("SERIAL")) \(signer.identifier.serialNumber ?? "")"))
        }
        if let certificate = signer.certificate {
            lines.append("\(console.word("LABEL_SIGNER")): \(certificate.subject)")
        } else {
            lines.append("! \(word("CERTIFICATE_MISSING"))")
        }
        lines.append(fact("DIGEST_ALGORITHM", "\(signer.digestAlgorithm)"))
        lines.append(fact("SIGNATURE_ALGORITHM", "\(signer.signatureAlgorithm)"))
        if let time = signer.claimedSigningTime { lines.append("\(console.word("LABEL_CLAIMED_TIME")): \(time)") }
        lines.append(fact("SIGNING_CERTIFICATE", word("SIGNING_CERTIFICATE_\(signer.signingCertificate)")))
        lines.append(fact("CONTENT_MATCHES", answer(signer.contentMatches)))
        lines.append(fact("VALUE_FITS", answer(signer.signatureValueFits)))
        lines += attributes("SIGNED_ATTRIBUTES", signer.signedAttributes ?? [])
        lines += attributes("UNSIGNED_ATTRIBUTES", signer.unsignedAttributes)
        lines += findings(signer.findings.map { ($0, nil) })
        for counter in signer.countersignatures ?? [] { lines += self.signer(counter, label: "LABEL_COUNTERSIGNATURE") }
        return ["\(console.word(label)) \(signer.number)"] + indented(lines)
    }

    private func attributes(_ key: String, _ attributes: [AttributeInspection]) -> [String] {
        guard !attributes.isEmpty else { return [fact(key, word("NONE"))] }
        let lines = attributes.map { attribute in
            "\(attribute.type): \(attribute.value ?? word("BYTES", ["bytes": "\(attribute.byteCount)"]))"
        }
        return ["\(word(key)):"] + indented(lines)
    }

    private func certificate(_ certificate: CertificateInspection) -> [String] {
        var lines = [fact("SUBJECT", certificate.subject.text)]
        lines += holder(certificate.holder)
        lines += [
            fact("ISSUER", certificate.issuer.text), fact("SERIAL", certificate.serialNumber),
            fact("VALIDITY", "\(certificate.notBefore) – \(certificate.notAfter)"),
            fact("KEY", certificate.key ?? certificate.keyAlgorithm?.description ?? word("UNKNOWN")),
            fact("SIGNATURE_ALGORITHM", "\(certificate.signatureAlgorithm)"),
        ]
        if !certificate.roles.isEmpty {
            lines.append(fact("ROLES", certificate.roles.map(\.rawValue).joined(separator: ", ")))
        }
        if let usage = certificate.keyUsage { lines.append(fact("PURPOSES", usage.joined(separator: ", "))) }
        if !certificate.extendedKeyUsage.isEmpty {
            lines.append(fact("EXTENDED_PURPOSES", list(certificate.extendedKeyUsage)))
        }
        if !certificate.policies.isEmpty { lines.append(fact("POLICIES", list(certificate.policies))) }
        let isFit = certificate.signingFitness == SigningFitness.fit.rawValue
        lines.append(fact("FITNESS", isFit ? answer(true) : "\(answer(false)) (\(certificate.signingFitness))"))
        lines.append(fact("AUTHORITY", answer(certificate.isAuthority)))
        lines.append(fact("SELF_SIGNED", answer(certificate.isSelfSigned)))
        if let key = certificate.subjectKeyIdentifier { lines.append(fact("KEY_ID", key)) }
        if let key = certificate.authorityKeyIdentifier { lines.append(fact("ISSUER_KEY_ID", key)) }
        lines += extensions(certificate.extensions)
        if let sha256 = certificate.sha256 { lines.append("SHA-256: \(sha256)") }
        return [word("CERTIFICATE")] + indented(lines)
    }

    private func holder(_ holder: CertificateInspection.Holder) -> [String] {
        func number(_ label: String, _ digits: String, _ findings: [String]?) -> String {
            let odd = (findings ?? []).map { word("DIGITS_\($0)") }.joined(separator: ", ")
            return "\(console.word(label)): \(digits)" + (odd.isEmpty ? "" : " (! \(odd))")
        }
        let fields = [
            holder.commonName.map { fact("COMMON_NAME", $0) }, holder.surname.map { fact("SURNAME", $0) },
            holder.patronymic.map { fact("PATRONYMIC", $0) },
            holder.iin.map { number("LABEL_IIN", $0, holder.iinFindings) },
            holder.organization.map { fact("ORGANIZATION", $0) },
            holder.bin.map { number("LABEL_BIN", $0, holder.binFindings) },
        ]
        return indented(fields.compactMap(\.self))
    }

    private func list(_ list: RevocationListInspection) -> [String] {
        var lines = [
            fact("ISSUER", list.issuer.text), fact("THIS_UPDATE", list.thisUpdate),
            fact("NEXT_UPDATE", list.nextUpdate ?? word("UNKNOWN")), fact("COUNT", "\(list.count)"),
        ]
        if let number = list.number { lines.append(fact("NUMBER", number)) }
        lines.append(fact("SIGNATURE_ALGORITHM", "\(list.signatureAlgorithm)"))
        lines += extensions(list.extensions)
        if let sha256 = list.sha256 { lines.append("SHA-256: \(sha256)") }
        return [word("REVOCATION_LIST")] + indented(lines)
    }

    private func extensions(_ extensions: [ExtensionDocument]) -> [String] {
        guard !extensions.isEmpty else { return [] }
        let lines = extensions.map { found in
            let mark = found.isCritical ? ", \(word("CRITICAL"))" : ""
            let value = found.locations?.joined(separator: " ") ?? word("BYTES", ["bytes": "\(found.byteCount)"])
            return "\(found.type)\(mark): \(value)"
        }
        return ["\(word("EXTENSIONS")):"] + indented(lines)
    }

    private func container(_ container: ContainerInspection) -> [String] {
        var lines = [fact("MIMETYPE", container.mimetype ?? word("NONE")), "\(word("ENTRIES")):"]
        lines += indented(
            container.entries.map { entry in
                let size = word("BYTES", ["bytes": "\(entry.byteCount)"])
                let method = word("METHOD_\(entry.method)", ["bytes": "\(entry.compressedByteCount)"])
                return "\(entry.name): \(size), \(method)"
            }
        )
        for manifest in container.manifests {
            lines.append("\(word("MANIFEST")) \(manifest.name)")
            lines += indented(
                manifest.references.map { "\($0.name ?? $0.uri): \(word("OUTCOME_\($0.outcome)"))" }
                    + [fact("SIGNATURE_FILE", manifest.signatureName)]
            )
            if let signature = manifest.signature { lines += indented(message(signature)) }
            if let error = manifest.signatureError {
                lines += indented(["! \(word("SIGNATURE_UNREADABLE")): \(error)"])
            }
        }
        return lines + findings(container.findings.map { ($0.code, $0.file) })
    }

    private func document(_ document: XMLInspection) -> [String] {
        var lines = document.signatures.flatMap { signature($0, label: "LABEL_SIGNATURE") }
        if document.unsignedPartCount > 0 {
            lines.append(fact("UNSIGNED_PARTS", "\(document.unsignedPartCount)"))
            lines += indented(document.unsignedParts)
        }
        return lines
    }

    private func signature(_ signature: XMLInspection.Signature, label: String) -> [String] {
        var lines = [fact("PLACE", signature.path)]
        if let certificate = signature.certificate {
            lines.append("\(console.word("LABEL_SIGNER")): \(certificate.subject)")
        } else {
            lines.append("! \(word("CERTIFICATE_MISSING"))")
        }
        lines.append(fact("SIGNATURE_ALGORITHM", signature.algorithm ?? signature.signatureMethod))
        if let time = signature.claimedSigningTime { lines.append("\(console.word("LABEL_CLAIMED_TIME")): \(time)") }
        lines.append(fact("SIGNING_CERTIFICATE", word("SIGNING_CERTIFICATE_\(signature.signingCertificate)")))
        for reference in signature.references {
            let covers = reference.covers ?? word("UNKNOWN")
            let digest = reference.digestAlgorithm ?? word("UNKNOWN")
            lines.append(
                fact("COVERS", "\(covers) (\(digest); \(word("CONTENT_MATCHES")): \(answer(reference.matches)))")
            )
        }
        lines.append(fact("VALUE_FITS", answer(signature.signatureValueFits)))
        lines += findings(signature.findings.map { ($0, nil) })
        for counter in signature.countersignatures ?? [] {
            lines += self.signature(counter, label: "LABEL_COUNTERSIGNATURE")
        }
        return ["\(console.word(label)) \(signature.number)"] + indented(lines)
    }

    private func findings(_ findings: [(code: String, file: String?)]) -> [String] {
        guard !findings.isEmpty else { return [] }
        let lines = findings.map { finding in
            let text = Words.catalogue
                .message(
                    for: finding.code,
                    in: console.language,
                    parameters: ["file": finding.file ?? ""]
                )
                .text
            let place = finding.file.map { " [\($0)]" } ?? ""
            return "! \(finding.code)\(place)" + (text == finding.code ? "" : ": \(text)")
        }
        return ["\(word("FINDINGS")):"] + indented(lines)
    }

    private func list(_ identifiers: [NamedIdentifier]) -> String {
        identifiers.map(\.description).joined(separator: ", ")
    }

    private func answer(_ value: Bool?) -> String { word(value.map { $0 ? "YES" : "NO" } ?? "UNKNOWN") }

    private func fact(_ key: String, _ value: String) -> String { "\(word(key)): \(value)" }

    private func word(_ key: String, _ parameters: [String: String] = [:]) -> String {
        Words.catalogue.message(for: "FACT_\(key)", in: console.language, parameters: parameters).text
    }

    private func indented(_ lines: [String]) -> [String] { lines.map { "  \($0)" } }
}
