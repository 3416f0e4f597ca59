// How signature algorithms are named in XML (RFC 6931, RFC 9231, XML Signature 1.1 section 6.4; the national ones by the
// library of the national CA).
extension SignatureAlgorithm {
    private static let more = "http://www.w3.org/2001/04/xmldsig-more#"

    private static let named: [(String, SignatureAlgorithm)] = {
        var list: [(String, SignatureAlgorithm)] = [
            ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", .rsaPKCS1(.sha1)),
            // Kazakhstan's library writes SHA-1 so, by no standard.
            (more + "rsa-sha1", .rsaPKCS1(.sha1)),
            ("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", .ed25519),
            (
                "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512",
                .national(.gost2015x512)
            ),
            (
                "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-256",
                .national(.gost2015x256)
            ),
            (more + "gost34310-gost34311", .national(.gost2004)),
            (more + "ecdsa-sha1", .ecdsa(.sha1)),
            ("http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1", .rsaPSS(.sha1, saltLength: 20)),
        ]
        for digest in [DigestAlgorithm.sha224, .sha256, .sha384, .sha512] {
            let word = "sha\(digest.rawValue.drop { !$0.isNumber })"
            list.append((more + "rsa-\(word)", .rsaPKCS1(digest)))
            list.append((more + "ecdsa-\(word)", .ecdsa(digest)))
            list.append(
                (
                    "http://www.w3.org/2007/05/xmldsig-more#\(word)-rsa-MGF1",
                    .rsaPSS(digest, saltLength: digest.byteCount)
                )
            )
        }
        return list
    }()
    private static let byURI = Dictionary(named) { first, _ in first }
    private static let uris = Dictionary(named.map { ($1, $0) }) { first, _ in first }

    /// The algorithm of a URI, or `nil` if this library does not know it.
    public init?(xmlURI: String) {
        guard let found = SignatureAlgorithm.byURI[xmlURI] else { return nil }
        self = found
    }

    /// The URI in XML, or `nil` if it has none: RSASSA-PSS with a salt of another length than the digest's.
    public var xmlURI: String? { SignatureAlgorithm.uris[self] }

    /// A signature value as ``PublicKey`` takes it, from the form that it has in XML: ECDSA values are r and s in the
    /// width of the curve, one after the other (XML Signature 1.1 section 6.4.3), not DER.
    ///
    /// Some writers pad each number by a byte, or write DER all the same; a value that fits in one of these ways is one by
    /// the key in any case.
    ///
    /// - Returns: The ways to read it; none if the length is none of the key's curve.
    func readings(ofXML octets: [UInt8], key: PublicKey.Kind) -> [[UInt8]] {
        guard case .ecdsa = self, case .ellipticCurve(let bits) = key else { return [octets] }
        let width = (bits + 7) / 8
        guard octets.count <= 2 * width + 16 else { return [] }
        var readings: [[UInt8]] = []
        if let pair = ECDSASignatureValue.der(fromPair: octets) { readings.append(pair) }
        if octets.first == DER.Tag.sequence { readings.append(octets) }
        return readings
    }

    /// A signature value in the form that it has in XML.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if an ECDSA value is no DER of two numbers.
    func xmlValue(from octets: [UInt8], key: PublicKey.Kind) throws(SigningError) -> [UInt8] {
        guard case .ecdsa = self, case .ellipticCurve(let bits) = key else { return octets }
        return try ECDSASignatureValue.pair(fromDER: octets, width: (bits + 7) / 8)
    }
}

extension XMLSignatureFinding {
    /// What is to be said of a signature algorithm that is not among those of ``SignatureAlgorithm``.
    static func ofUnknown(algorithm uri: String) -> XMLSignatureFinding {
        let name = uri.lowercased()
        if name.contains("hmac") { return XMLSignatureFinding(.hmacRefused, uri) }
        let refused = ["md5", "md2", "ripemd160", "whirlpool", "dsa-sha1", "dsa-sha256"]
        let isRefused = refused.contains { name.hasSuffix($0) } && !name.contains("ecdsa-sha")
        return XMLSignatureFinding(isRefused ? .algorithmRefused : .algorithmUnknown, uri)
    }
}
