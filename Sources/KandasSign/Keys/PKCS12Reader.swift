/// Reads PKCS#12 (RFC 7292), as the national CA writes it and as modern tools do.
///
/// The structure is walked by our own code: each cost is known before it is paid, each certificate and key is seen (no
/// order is relied on), and a key of an unknown algorithm does not hide the certificate beside it.
struct PKCS12Reader {
    private let opener: KeyFileOpener
    /// The password by which the MAC holds; an absent password and an empty one are two things to PKCS#12.
    private var password: SecretBytes?
    private var isProved = false
    private var contents = KeyFileContents()

    private enum ContentType {
        static let data: ObjectIdentifier = "1.2.840.113549.1.7.1"
        static let encryptedData: ObjectIdentifier = "1.2.840.113549.1.7.6"
    }

    private enum BagType {
        static let key: ObjectIdentifier = "1.2.840.113549.1.12.10.1.1"
        static let shroudedKey: ObjectIdentifier = "1.2.840.113549.1.12.10.1.2"
        static let certificate: ObjectIdentifier = "1.2.840.113549.1.12.10.1.3"
        static let safeContents: ObjectIdentifier = "1.2.840.113549.1.12.10.1.6"
    }

    private static let x509Certificate: ObjectIdentifier = "1.2.840.113549.1.9.22.1"

    /// Whether an element looks like a `PFX`: version 3 and a content info.
    static func recognises(_ element: SecretElement) -> Bool {
        guard var fields = try? element.sequence(), let version = try? fields.next().unsignedInteger(),
            var info = try? fields.next().sequence(), let type = try? info.next().objectIdentifier()
        else { return false }
        return version == 3 && "\(type)".hasPrefix("1.2.840.113549.1.7.")
    }

    /// Reads a `PFX`.
    static func read(_ element: SecretElement, with opener: KeyFileOpener) throws(SigningError) -> KeyFileContents {
        var reader = PKCS12Reader(opener: opener, password: opener.password)
        try reader.read(element)
        return reader.contents
    }

    private init(opener: KeyFileOpener, password: SecretBytes?) {
        self.opener = opener
        self.password = password
    }

    private mutating func read(_ element: SecretElement) throws(SigningError) {
        var fields = try element.sequence()
        _ = try fields.next()  // version
        var info = try fields.next().sequence()
        let type = try info.next().objectIdentifier()
        guard type == ContentType.data else { throw .unsupported("PKCS#12 protected by a public key (\(type))") }
        let safe = try info.next().explicit(0).octets()
        if let mac = fields.next(ifTagged: DER.Tag.sequence) {
            try prove(PKCS12Integrity(mac), over: safe)
        }
        try fields.end()
        let whole = try SecretElement(whole: safe, depth: opener.limits.nestingDepth)
        for part in try whole.sequence().rest { try readPart(part) }
    }

    private mutating func prove(_ mac: PKCS12Integrity, over content: SecretBytes) throws(SigningError) {
        contents.isEncrypted = true
        var candidates = [opener.password]
        if opener.password?.isEmpty ?? true { candidates = [nil, SecretBytes(copying: [])] }
        for candidate in candidates where try mac.holds(over: content, password: candidate, budget: &opener.budget) {
            password = candidate
            isProved = true
            return
        }
        throw opener.refusal
    }

    private mutating func readPart(_ element: SecretElement) throws(SigningError) {
        var info = try element.sequence()
        let type = try info.next().objectIdentifier()
        switch type {
        case ContentType.data:
            try readBags(in: info.next().explicit(0).octets())
        case ContentType.encryptedData:
            var encrypted = try info.next().explicit(0).sequence()
            _ = try encrypted.next()  // version
            var content = try encrypted.next().sequence()
            _ = try content.next()  // contentType
            let encryption = try PasswordEncryption(content.next())
            let ciphertext = try content.next().octets(tag: DER.Tag.implicit(0))
            let plain = try decrypt { opener, password throws(SigningError) in
                try opener.decrypt(ciphertext, by: encryption, password: password)
            }
            try readBags(in: plain)
        default: throw .unsupported("PKCS#12 with content \(type)")
        }
    }

    /// Runs a decryption, and says what its failure means: with a MAC the password is known to be right.
    private mutating func decrypt(
        _ body: (KeyFileOpener, SecretBytes?) throws(SigningError) -> SecretBytes
    ) throws(SigningError) -> SecretBytes {
        contents.isEncrypted = true
        do throws(SigningError) {
            return try body(opener, password)
        } catch {
            guard error.code == .passwordRefused else { throw error }
            guard isProved else { throw opener.refusal }
            throw SigningError(.keyUnusable, "the key file is damaged", diagnostics: error.diagnostics)
        }
    }

    private mutating func readBags(in content: SecretBytes) throws(SigningError) {
        let whole: SecretElement
        do throws(SigningError) {
            whole = try SecretElement(whole: content, depth: opener.limits.nestingDepth)
        } catch {
            // A wrong password yields a good padding once in 256 times, and then nonsense.
            throw contents.isEncrypted && !isProved ? opener.refusal : error
        }
        try readBags(whole, depth: opener.limits.nestingDepth)
    }

    private mutating func readBags(_ list: SecretElement, depth: Int) throws(SigningError) {
        guard depth > 0 else { throw .limit("PKCS#12 contents are nested too deeply") }
        for element in try list.sequence().rest {
            guard contents.keys.count + contents.certificates.count < opener.limits.embeddedCertificates else {
                throw .limit("more than \(opener.limits.embeddedCertificates) keys and certificates")
            }
            var bag = try element.sequence()
            let type = try bag.next().objectIdentifier()
            let value = try bag.next().explicit(0)
            let attributes = try PKCS12Attributes(bag.next(ifTagged: DER.Tag.set))
            switch type {
            case BagType.key:
                contents.keys.append(attributes.key(.pkcs8(value.secretCopy())))
            case BagType.shroudedKey:
                let plain = try decrypt { opener, password throws(SigningError) in
                    try opener.decryptPrivateKey(value, password: password)
                }
                contents.keys.append(attributes.key(.pkcs8(plain), isUnproved: !isProved))
            case BagType.certificate:
                var fields = try value.sequence()
                guard try fields.next().objectIdentifier() == PKCS12Reader.x509Certificate else { continue }
                let der = try fields.next().explicit(0).octets()
                contents.certificates.append(attributes.certificate(der))
            case BagType.safeContents:
                try readBags(value, depth: depth - 1)
            default: continue  // CRLs, secrets and whatever else do not concern signing.
            }
        }
    }
}
