/// What a `ds:KeyInfo` says about the signer's key (XML Signature section 4.5): hints to find a certificate, never trust.
struct XMLKeyInfo: Sendable {
    /// The certificates, in the document's order.
    private(set) var certificates: [Certificate] = []
    /// How many certificates cannot be read.
    private(set) var unreadable = 0
    /// The SubjectPublicKeyInfo of a bare key.
    private(set) var keys: [[UInt8]] = []
    /// The numbers of certificates named by issuer and number.
    private(set) var serialNumbers: [[UInt8]] = []
    /// The identifiers of certificates named so.
    private(set) var keyIdentifiers: [[UInt8]] = []
    private(set) var findings: [XMLSignatureFinding] = []
    private let limits: Limits

    /// Reads what is there; what is not understood is passed over, since it is a hint only.
    ///
    /// - Parameters:
    ///   - element: The KeyInfo; `nil` if there is none.
    ///   - tokens: The security tokens of the document, by their identifier.
    ///   - limits: Bounds.
    init(_ element: XMLElement?, tokens: [String: XMLElement], limits: Limits) {
        self.limits = limits
        for child in element?.children ?? [] {
            switch (child.namespace, child.name) {
            case (XMLNamespace.signature, "X509Data"): readX509Data(child)
            case (XMLNamespace.signature, "KeyValue"): readKeyValue(child)
            case (XMLNamespace.signature11, "DEREncodedKeyValue"):
                if let octets = child.octets { keys.append(octets) }
            case (XMLNamespace.webServiceSecurity, "SecurityTokenReference"): readTokenReference(child, tokens)
            default: break
            }
        }
    }

    private mutating func readX509Data(_ data: XMLElement) {
        for child in data.children where child.namespace == XMLNamespace.signature {
            switch child.name {
            case "X509Certificate": addCertificate(child.octets)
            case "X509SKI": if let octets = child.octets { keyIdentifiers.append(octets) }
            case "X509IssuerSerial": readIssuerSerial(child)
            default: break
            }
        }
    }

    private mutating func addCertificate(_ octets: [UInt8]?) {
        guard let octets, certificates.count + unreadable < limits.embeddedCertificates,
            let certificate = try? Certificate(der: octets, limits: limits)
        else {
            unreadable += 1
            findings.append(XMLSignatureFinding(.certificateUnreadable))
            return
        }
        if !certificates.contains(certificate) { certificates.append(certificate) }
    }

    private mutating func readIssuerSerial(_ element: XMLElement) {
        guard let number = element.first("X509SerialNumber", XMLNamespace.signature)?.trimmed,
            let octets = DecimalInteger.octets(number)
        else { return }
        serialNumbers.append(octets)
    }

    private mutating func readTokenReference(_ reference: XMLElement, _ tokens: [String: XMLElement]) {
        for child in reference.children {
            switch (child.namespace, child.name) {
            case (XMLNamespace.webServiceSecurity, "Reference"):
                guard let uri = child[attribute: "URI"], uri.hasPrefix("#") else { continue }
                if let token = tokens[String(uri.dropFirst())] { addCertificate(token.octets) }
            case (XMLNamespace.webServiceSecurity, "KeyIdentifier"):
                let type = child[attribute: "ValueType"] ?? ""
                if type.hasSuffix("#X509v3") {
                    addCertificate(child.octets)
                } else if type.hasSuffix("#X509SubjectKeyIdentifier"), let octets = child.octets {
                    keyIdentifiers.append(octets)
                }
            case (XMLNamespace.signature, "X509Data"): readX509Data(child)
            default: break
            }
        }
    }

    private mutating func readKeyValue(_ value: XMLElement) {
        for child in value.children {
            switch (child.namespace, child.name) {
            case (XMLNamespace.signature, "RSAKeyValue"):
                guard let modulus = child.first("Modulus", XMLNamespace.signature)?.octets,
                    let exponent = child.first("Exponent", XMLNamespace.signature)?.octets
                else { continue }
                keys.append(
                    XMLKeyInfo.keyInfo(
                        "1.2.840.113549.1.1.1",
                        DER.null,
                        DER.sequence(DER.integer(unsigned: modulus), DER.integer(unsigned: exponent))
                    )
                )
            case (XMLNamespace.signature11, "ECKeyValue"):
                guard let curve = child.first("NamedCurve", XMLNamespace.signature11)?[attribute: "URI"],
                    curve.hasPrefix("urn:oid:"), let identifier = ObjectIdentifier(dotted: curve.dropFirst(8)),
                    let point = child.first("PublicKey", XMLNamespace.signature11)?.octets
                else { continue }
                keys.append(
                    XMLKeyInfo.keyInfo("1.2.840.10045.2.1", DER.objectIdentifier(identifier), point)
                )
            case ("http://www.w3.org/2001/04/xmldsig-more#", "ECDSAKeyValue"): readRFC4050(child)
            default: break
            }
        }
    }

    /// The older form of an elliptic curve key (RFC 4050 section 3.3), with the point in decimal digits.
    private mutating func readRFC4050(_ value: XMLElement) {
        let namespace = value.namespace
        let widths = ["1.2.840.10045.3.1.7": 32, "1.3.132.0.34": 48, "1.3.132.0.35": 66]
        guard let name = value.first("DomainParameters", namespace)?.first("NamedCurve", namespace)?[attribute: "URN"],
            let width = widths[name.replacing("urn:oid:", with: "")],
            let identifier = ObjectIdentifier(dotted: name.replacing("urn:oid:", with: "")),
            let point = value.first("PublicKey", namespace)
        else { return }
        var octets: [UInt8] = [4]
        for coordinate in ["X", "Y"] {
            guard let digits = point.first(coordinate, namespace)?[attribute: "Value"],
                let number = DecimalInteger.octets(digits, digits: 160)?.drop(while: { $0 == 0 }), number.count <= width
            else { return }
            octets += [UInt8](repeating: 0, count: width - number.count) + number
        }
        keys.append(XMLKeyInfo.keyInfo("1.2.840.10045.2.1", DER.objectIdentifier(identifier), octets))
    }

    private static func keyInfo(_ algorithm: ObjectIdentifier, _ parameters: [UInt8], _ key: [UInt8]) -> [UInt8] {
        DER.sequence(
            AlgorithmIdentifier(algorithm, parameters: parameters).der,
            DER.bitString(key)
        )
    }
}

/// Whole numbers in decimal digits, longer than a machine's word.
enum DecimalInteger {
    /// The number as the content of a DER INTEGER, or `nil` if the text is not one of at most `digits` digits.
    static func octets(_ text: String, digits: Int = 80) -> [UInt8]? {
        guard !text.isEmpty, text.utf8.count <= digits else { return nil }
        var octets: [UInt8] = [0]
        for digit in text.utf8 {
            guard 0x30...0x39 ~= digit else { return nil }
            var carry = Int(digit) - 0x30
            for index in octets.indices.reversed() {
                carry += Int(octets[index]) * 10
                octets[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            if carry > 0 { octets.insert(UInt8(truncatingIfNeeded: carry), at: 0) }
        }
        if let first = octets.first, first >= 0x80 { octets.insert(0, at: 0) }
        return octets
    }

    /// The decimal digits of the content of a positive DER INTEGER.
    static func text(_ octets: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = [0]
        for octet in octets {
            var carry = Int(octet)
            for index in digits.indices.reversed() {
                carry += Int(digits[index]) * 256
                digits[index] = UInt8(carry % 10)
                carry /= 10
            }
            while carry > 0 {
                digits.insert(UInt8(carry % 10), at: 0)
                carry /= 10
            }
        }
        return String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    }
}
