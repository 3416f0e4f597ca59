extension DigestAlgorithm {
    /// The URI of the algorithm in XML (XML Signature 1.1 section 6.2, XML Encryption section 5.8, RFC 6931 section 2.1).
    public var xmlURI: String {
        switch self {
        case .sha1: "http://www.w3.org/2000/09/xmldsig#sha1"
        case .sha224: "http://www.w3.org/2001/04/xmldsig-more#sha224"
        case .sha256: "http://www.w3.org/2001/04/xmlenc#sha256"
        case .sha384: "http://www.w3.org/2001/04/xmldsig-more#sha384"
        case .sha512: "http://www.w3.org/2001/04/xmlenc#sha512"
        // The national CA's own, kz.gov.pki.kalkan:xmldsig.
        case .streebog256: "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256"
        case .streebog512: "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512"
        case .gost34311: "http://www.w3.org/2001/04/xmldsig-more#gost34311"
        }
    }

    /// The algorithm of a URI, or `nil` if this library does not compute it.
    public init?(xmlURI: String) {
        // The national CA's library writes SHA-1 so, by no standard.
        if xmlURI == "http://www.w3.org/2001/04/xmldsig-more#sha1" {
            self = .sha1
            return
        }
        guard let found = DigestAlgorithm.allCases.first(where: { $0.xmlURI == xmlURI }) else { return nil }
        self = found
    }
}
