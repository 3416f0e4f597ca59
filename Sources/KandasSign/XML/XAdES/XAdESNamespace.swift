/// The namespaces of XAdES, whose versions differ in details only.
enum XAdESNamespace {
    /// Whether a namespace is one of XAdES.
    static func contains(_ namespace: String) -> Bool { namespace.hasPrefix("http://uri.etsi.org/01903/") }

    /// The type of a reference to SignedProperties (ETSI EN 319 132-1 section 4.4.2); the version may stand in it.
    static func isSignedPropertiesType(_ type: String) -> Bool {
        type == signedPropertiesType
            || type.hasPrefix("http://uri.etsi.org/01903/") && type.hasSuffix("#SignedProperties")
    }

    /// The type of a reference to SignedProperties.
    static let signedPropertiesType = "http://uri.etsi.org/01903#SignedProperties"
    /// The type of a countersignature's reference (ETSI EN 319 132-1 section 5.2.7.2).
    static let countersignedType = "http://uri.etsi.org/01903#CountersignedSignature"
}
