import KandasSign
import KandasText

/// What `key` says about a key file; the names are those of its JSON.
struct KeyDocument: Encodable {
    let file: String
    let format: String
    let isEncrypted: Bool
    let friendlyName: String?
    /// The algorithm of the private key, in dotted decimals.
    let keyAlgorithm: String
    /// Kind and size of the key, such as `RSA-2048`; absent if this program does not know the algorithm.
    let key: String?
    /// The algorithm that this key signs documents with.
    let signatureAlgorithm: String?
    let certificate: CertificateDocument?
    let patronymic: String?
    let keyUsage: [String]?
    let extendedKeyUsage: [String]?
    let chain: [CertificateDocument]
    let judgedAt: String
    let canSign: Bool
    /// Why the key must not sign.
    let reasons: [Refusal]
    /// `passed` if the key can sign, else `failed`.
    let verdict: String
    // Always there, so that one reader does for all verbs.
    let signatures: [String] = []

    /// One reason against signing.
    struct Refusal: Encodable {
        let code: String
        let reason: String
        let text: String
        let action: String?
    }

    init(_ opened: KeyFile, file: String, at time: Timestamp, in language: Language) {
        self.file = file
        format = opened.format.rawValue
        isEncrypted = opened.isEncrypted
        friendlyName = opened.friendlyName
        keyAlgorithm = opened.keyAlgorithm.description
        key = opened.privateKey.map { "\($0.kind)" }
        signatureAlgorithm = opened.privateKey.map { "\($0.defaultAlgorithm)" }
        certificate = opened.certificate.map(CertificateDocument.init)
        patronymic = opened.certificate?.holder.patronymic
        keyUsage = opened.certificate?.keyUsage?.names
        extendedKeyUsage = opened.certificate?.extendedKeyUsage.map(\.description)
        chain = opened.chain.map(CertificateDocument.init)
        judgedAt = time.description
        reasons = opened.refusals(at: time).map { Refusal($0, in: language) }
        canSign = reasons.isEmpty
        verdict = reasons.isEmpty ? "passed" : "failed"
    }

    /// The same for people.
    func text(for console: Console) -> String {
        var lines = ["\(file): \(format), \(console.word(isEncrypted ? "WORD_ENCRYPTED" : "WORD_NOT_ENCRYPTED"))"]
        func add(_ label: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append("  \(console.word(label)): \(value)")
        }
        add("LABEL_NAME_IN_FILE", friendlyName)
        if let certificate {
            add("LABEL_OWNER", owner(certificate, console))
            add("LABEL_ROLES", certificate.roles.map(\.rawValue).joined(separator: ", "))
            add("LABEL_ISSUER", certificate.issuer)
            add("LABEL_SERIAL_NUMBER", certificate.serialNumber)
            add("LABEL_VALIDITY", "\(certificate.notBefore) – \(certificate.notAfter)")
            add("LABEL_USAGE", keyUsage?.joined(separator: ", "))
        }
        add("LABEL_KEY", key.map { "\($0), \(signatureAlgorithm ?? "")" } ?? keyAlgorithm)
        add("LABEL_CAN_SIGN", "\(console.word(canSign ? "WORD_YES" : "WORD_NO")) (\(judgedAt))")
        lines.append("  · \(console.word("NOTE_KEY_REVOCATION"))")
        for reason in reasons {
            lines.append("  ✗ \(reason.code): \(reason.text) (\(reason.reason))")
            if let action = reason.action { lines.append("    \(console.word("LABEL_ACTION")): \(action)") }
        }
        return lines.joined(separator: "\n")
    }

    private func owner(_ certificate: CertificateDocument, _ console: Console) -> String {
        let name = [certificate.commonName ?? certificate.subject, patronymic].compactMap { $0 }.joined(separator: " ")
        var parts = [name]
        if let iin = certificate.iin { parts.append("\(console.word("LABEL_IIN")) \(iin)") }
        if let organization = certificate.organization { parts.append(organization) }
        if let bin = certificate.bin { parts.append("\(console.word("LABEL_BIN")) \(bin)") }
        return parts.joined(separator: ", ")
    }
}

extension KeyDocument.Refusal {
    fileprivate init(_ error: SigningError, in language: Language) {
        let message = Words.catalogue.message(for: "REFUSAL_\(error.code.rawValue)", in: language)
        self.init(code: error.code.rawValue, reason: error.reason, text: message.text, action: message.action)
    }
}
