/// The vocabularies that signatures are written in: all that may stand in one without being signed itself.
enum SignatureVocabulary {
    private static let namespaces: Set<String> = [
        XMLNamespace.signature, "http://www.w3.org/2001/04/xmldsig-more#", "http://www.w3.org/2007/05/xmldsig-more#",
        XMLNamespace.signature11, XMLNamespace.exclusive, XMLNamespace.filter2,
        "http://www.w3.org/2001/04/xmlenc#", "http://www.w3.org/2009/xmlenc11#",
        XMLNamespace.webServiceSecurity, XMLNamespace.webServiceUtility,
    ]
    /// ETSI numbers the namespaces of XAdES by their versions.
    private static let etsi = "http://uri.etsi.org/"

    /// Whether an element is of one of them.
    static func contains(_ tag: XMLStartTag) -> Bool {
        let namespace = XMLName.text(tag.namespace)
        return namespaces.contains(namespace) || namespace.hasPrefix(etsi)
    }
}
