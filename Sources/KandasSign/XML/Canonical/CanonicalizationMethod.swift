/// A canonicalisation algorithm of XML with its parameters.
public struct CanonicalizationMethod: Hashable, Sendable {
    /// The family of algorithms.
    public enum Family: String, Hashable, Sendable, CaseIterable {
        /// Canonical XML 1.0 (W3C, 2001), inclusive.
        case inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
        /// Canonical XML 1.1 (W3C, 2008), inclusive.
        case inclusive11 = "http://www.w3.org/2006/12/xml-c14n11"
        /// Exclusive XML Canonicalization 1.0 (W3C, 2002).
        case exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    }

    /// The family.
    public var family: Family
    /// Whether comments are kept.
    public var withComments: Bool
    /// The prefixes that an exclusive method treats as an inclusive one does (InclusiveNamespaces PrefixList, Exclusive XML
    /// Canonicalization section 2.1); the empty text is the default namespace, `#default` in the list.
    public var inclusivePrefixes: Set<String>

    /// Creates a method.
    public init(_ family: Family, withComments: Bool = false, inclusivePrefixes: Set<String> = []) {
        self.family = family
        self.withComments = withComments
        self.inclusivePrefixes = inclusivePrefixes
    }

    /// What a chain of transforms ends with that gives nodes, not octets (XML Signature section 4.4.3.2).
    public static let implied = CanonicalizationMethod(.inclusive)

    /// The URI of the algorithm, its parameters apart.
    public var uri: String {
        guard withComments else { return family.rawValue }
        return family == .exclusive ? family.rawValue + "WithComments" : family.rawValue + "#WithComments"
    }

    /// The method of an algorithm's URI, without parameters; `nil` if it is none of these.
    public init?(uri: String) {
        guard
            let found = Family.allCases
                .flatMap({
                    [CanonicalizationMethod($0), CanonicalizationMethod($0, withComments: true)]
                })
                .first(where: { $0.uri == uri })
        else { return nil }
        self = found
    }
}
