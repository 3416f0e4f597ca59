/// A directory name (RFC 5280 section 4.1.2.4): the subject or issuer of a certificate.
public struct DistinguishedName: Sendable {
    /// The DER encoding, by which names are compared.
    public let der: [UInt8]

    /// The attributes in the order encoded. The values of types other than character strings are left out.
    public let attributes: [Attribute]

    /// ``normalized``, once somebody has asked for it: a path search compares the same few names over and over.
    let normalForm = NormalForm()

    /// One attribute of a name.
    public struct Attribute: Hashable, Sendable {
        /// The attribute's type.
        public let type: ObjectIdentifier
        /// The value as text.
        public let value: String
    }

    /// Reads a Name.
    package init(reading reader: inout DERReader, _ what: StaticString) throws(SigningError) {
        let element = try reader.next(DER.Tag.sequence, what)
        var names = try reader.entering(element)
        var attributes: [Attribute] = []
        while !names.isAtEnd {
            var relative = try names.enter(DER.Tag.set, what)
            guard !relative.isAtEnd else { throw .malformed("\(what) has an empty part") }
            while !relative.isAtEnd {
                var pair = try relative.enter(DER.Tag.sequence, what)
                let type = try pair.next().objectIdentifier(what)
                let value = try pair.next()
                try pair.end(what)
                if let text = value.text { attributes.append(Attribute(type: type, value: text)) }
            }
        }
        der = Array(element.bytes)
        self.attributes = attributes
    }

    /// Whether the name has no parts at all.
    package var isEmpty: Bool { der.count <= 2 }

    /// The value of the first attribute of a type.
    public func first(_ type: ObjectIdentifier) -> String? { attributes.first { $0.type == type }?.value }

    /// The values of all attributes of a type.
    public func all(_ type: ObjectIdentifier) -> [String] { attributes.filter { $0.type == type }.map(\.value) }
}

extension DistinguishedName: Hashable {
    /// Whether both have the same DER encoding.
    public static func == (left: DistinguishedName, right: DistinguishedName) -> Bool { left.der == right.der }

    /// Hashes the DER encoding.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension DistinguishedName {
    /// Attribute types of the national convention (X.520; kept apart from their short names, which differ by tool).
    public enum AttributeType {
        /// commonName.
        public static let commonName: ObjectIdentifier = "2.5.4.3"
        /// surname.
        public static let surname: ObjectIdentifier = "2.5.4.4"
        /// serialNumber: `IIN` and 12 digits.
        public static let serialNumber: ObjectIdentifier = "2.5.4.5"
        /// countryName.
        public static let country: ObjectIdentifier = "2.5.4.6"
        /// localityName.
        public static let locality: ObjectIdentifier = "2.5.4.7"
        /// stateOrProvinceName.
        public static let state: ObjectIdentifier = "2.5.4.8"
        /// organizationName.
        public static let organization: ObjectIdentifier = "2.5.4.10"
        /// organizationalUnitName: `BIN` and 12 digits.
        public static let organizationalUnit: ObjectIdentifier = "2.5.4.11"
        /// givenName, which the national CA fills with the patronymic.
        public static let givenName: ObjectIdentifier = "2.5.4.42"
        /// emailAddress.
        public static let email: ObjectIdentifier = "1.2.840.113549.1.9.1"
    }

    private static let shortNames: [ObjectIdentifier: String] = [
        AttributeType.commonName: "CN", AttributeType.surname: "SN", AttributeType.serialNumber: "serialNumber",
        AttributeType.country: "C", AttributeType.locality: "L", AttributeType.state: "ST",
        AttributeType.organization: "O", AttributeType.organizationalUnit: "OU", AttributeType.givenName: "GN",
        AttributeType.email: "E",
    ]
}

extension DistinguishedName: CustomStringConvertible {
    /// The attributes in the order encoded, for people: `CN=…, SN=…`. Control characters are left out, so that a name
    /// cannot draw on a terminal.
    public var description: String {
        attributes.map { attribute in
            let name = DistinguishedName.shortNames[attribute.type] ?? attribute.type.description
            let value = attribute.value.unicodeScalars.filter {
                $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
            }
            return "\(name)=\(String(String.UnicodeScalarView(value)))"
        }
        .joined(separator: ", ")
    }
}
