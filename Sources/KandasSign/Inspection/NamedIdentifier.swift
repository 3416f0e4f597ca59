/// An object identifier with its name, for people.
public struct NamedIdentifier: Hashable, Sendable, Encodable {
    /// The dotted digits.
    public let oid: String
    /// The name in the standards, or `nil` if it is not known here.
    public let name: String?

    /// Looks an identifier up.
    public init(_ identifier: ObjectIdentifier) {
        oid = identifier.description
        name = KnownNames.name(of: identifier)
    }
}

extension NamedIdentifier: CustomStringConvertible {
    /// The name with the digits in parentheses, or the digits alone.
    public var description: String { name.map { "\($0) (\(oid))" } ?? oid }
}
