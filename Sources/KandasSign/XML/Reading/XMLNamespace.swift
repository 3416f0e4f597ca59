/// Namespaces of signatures and of what they stand in.
enum XMLNamespace {
    static let xml = "http://www.w3.org/XML/1998/namespace"
    /// XML Signature.
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    /// The additions of XML Signature 1.1.
    static let signature11 = "http://www.w3.org/2009/xmldsig11#"
    /// Exclusive XML Canonicalization, of InclusiveNamespaces.
    static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    /// XPath Filter 2.0.
    static let filter2 = "http://www.w3.org/2002/06/xmldsig-filter2"
    /// XAdES (ETSI EN 319 132-1).
    static let xades = "http://uri.etsi.org/01903/v1.3.2#"
    /// The additions of XAdES 1.4.1.
    static let xades141 = "http://uri.etsi.org/01903/v1.4.1#"
    /// SOAP 1.1.
    static let soap = "http://schemas.xmlsoap.org/soap/envelope/"
    /// SOAP 1.2.
    static let soap12 = "http://www.w3.org/2003/05/soap-envelope"
    /// Web Services Security, SOAP Message Security 1.0.
    static let webServiceSecurity =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    /// Its utilities, of wsu:Id.
    static let webServiceUtility =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
}
