package import KandasSign

/// A subject's name by the national convention: the order of its parts and their string types are those of the
/// national CA's certificates.
package struct TestSubject: Sendable, Hashable {
    /// One attribute of a name.
    package struct Attribute: Sendable, Hashable {
        package var type: ObjectIdentifier
        package var value: String
        /// The tag of the string type, for example ``DER/Tag/utf8String``.
        package var tag: UInt8

        package init(_ type: ObjectIdentifier, _ value: String, tag: UInt8 = DER.Tag.utf8String) {
            self.type = type
            self.value = value
            self.tag = tag
        }
    }

    /// The attributes in the order encoded.
    package var attributes: [Attribute]

    package init(_ attributes: [Attribute]) { self.attributes = attributes }

    /// A person; with organisation and BIN, one who acts for a legal entity.
    package static func person(
        surname: String,
        name: String,
        patronymic: String? = nil,
        iin: String,
        organization: String? = nil,
        bin: String? = nil
    ) -> TestSubject {
        var attributes = [
            Attribute(DistinguishedName.AttributeType.commonName, "\(surname) \(name)"),
            Attribute(DistinguishedName.AttributeType.surname, surname),
            Attribute(DistinguishedName.AttributeType.serialNumber, "IIN\(iin)", tag: DER.Tag.printableString),
            country,
        ]
        if let organization { attributes.append(Attribute(DistinguishedName.AttributeType.organization, organization)) }
        if let bin { attributes.append(Attribute(DistinguishedName.AttributeType.organizationalUnit, "BIN\(bin)")) }
        if let patronymic { attributes.append(Attribute(DistinguishedName.AttributeType.givenName, patronymic)) }
        return TestSubject(attributes)
    }

    /// A legal entity's information system: no person.
    package static func informationSystem(_ name: String, organization: String, bin: String) -> TestSubject {
        TestSubject([
            Attribute("0.9.2342.19200300.100.1.1", "1.2.398.6.10.1.1"),
            Attribute(DistinguishedName.AttributeType.commonName, name),
            country,
            Attribute(DistinguishedName.AttributeType.organization, organization),
            Attribute(DistinguishedName.AttributeType.organizationalUnit, "BIN\(bin)"),
        ])
    }

    /// A certification authority, or any other name that is only a common name.
    package static func authority(_ commonName: String) -> TestSubject {
        TestSubject([Attribute(DistinguishedName.AttributeType.commonName, commonName), country])
    }

    private static let country = Attribute(
        DistinguishedName.AttributeType.country,
        "KZ",
        tag: DER.Tag.printableString
    )

    /// The DER form, one attribute in each part.
    package var der: [UInt8] {
        DER.sequence(
            of: attributes.map { attribute in
                DER.set(of: [
                    DER.sequence(
                        DER.objectIdentifier(attribute.type),
                        DER.element(attribute.tag, Array(attribute.value.utf8))
                    )
                ])
            }
        )
    }
}
