/// Who holds a certificate, by the national convention for subject names.
///
/// The numbers are taken as they stand: test certificates carry numbers whose check digit is wrong, so a verifier reports
/// what a number is and never refuses a certificate for it.
public struct CertificateHolder: Hashable, Sendable {
    /// The common name: surname and name of a person, or the name of a system.
    public let commonName: String?
    /// The surname.
    public let surname: String?
    /// The patronymic, which the national CA puts into givenName.
    public let patronymic: String?
    /// The organisation, for whoever acts for a legal entity.
    public let organization: String?
    /// The 12 digits of the individual identification number, from serialNumber `IIN…`.
    public let iin: String?
    /// The 12 digits of the business identification number, from organizationalUnit `BIN…`.
    public let bin: String?

    /// Reads the subject of a certificate.
    public init(_ subject: DistinguishedName) {
        typealias Field = DistinguishedName.AttributeType
        commonName = subject.first(Field.commonName)
        surname = subject.first(Field.surname)
        patronymic = subject.first(Field.givenName)
        organization = subject.first(Field.organization)
        iin = CertificateHolder.number(in: subject.all(Field.serialNumber), prefix: "IIN")
        bin = CertificateHolder.number(in: subject.all(Field.organizationalUnit), prefix: "BIN")
    }

    /// The one number with a prefix; none if there are two, so that nobody can choose which one is meant.
    private static func number(in values: [String], prefix: String) -> String? {
        let numbers = values.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        guard numbers.count == 1, let digits = numbers.first, digits.utf8.count == 12,
            digits.utf8.allSatisfy({ 48...57 ~= $0 })
        else { return nil }
        return String(digits)
    }
}

extension Certificate {
    /// Who holds the certificate, by the national convention.
    public var holder: CertificateHolder { CertificateHolder(subject) }
}
