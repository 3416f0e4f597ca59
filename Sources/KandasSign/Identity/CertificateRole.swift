/// In what capacity a certificate's holder acts, by its extended key usage (arc 1.2.398.3.3.4 of the national CA).
public enum CertificateRole: String, Sendable, Hashable, CaseIterable, Codable {
    /// An individual.
    case individual = "INDIVIDUAL"
    /// Somebody who acts for a legal entity.
    case legalEntity = "LEGAL_ENTITY"
    /// The first head of a legal entity.
    case firstHead = "FIRST_HEAD"
    /// An employee with the right to sign.
    case rightToSign = "RIGHT_TO_SIGN"
    /// An employee with the right to sign financial documents.
    case rightToSignFinancial = "RIGHT_TO_SIGN_FINANCIAL"
    /// An employee of the personnel office.
    case personnelOffice = "PERSONNEL_OFFICE"
    /// An employee.
    case employee = "EMPLOYEE"
    /// An information system of a legal entity.
    case informationSystem = "INFORMATION_SYSTEM"
    /// A digital system of an individual.
    case individualSystem = "INDIVIDUAL_SYSTEM"
    /// A client of the treasury's system.
    case treasury = "TREASURY"

    private static let byIdentifier: [ObjectIdentifier: CertificateRole] = [
        "1.2.398.3.3.4.1.1": .individual, "1.2.398.3.3.4.1.1.1": .individualSystem,
        "1.2.398.3.3.4.1.2": .legalEntity, "1.2.398.3.3.4.1.2.1": .firstHead,
        "1.2.398.3.3.4.1.2.2": .rightToSign, "1.2.398.3.3.4.1.2.3": .rightToSignFinancial,
        "1.2.398.3.3.4.1.2.4": .personnelOffice, "1.2.398.3.3.4.1.2.5": .employee,
        "1.2.398.3.3.4.1.2.6": .informationSystem, "1.2.398.5.19.1.2.2.1": .treasury,
    ]
    private static let informationSystemArc: ObjectIdentifier = "1.2.398.3.3.4.1.2.6"

    /// The role of an extended key usage; the arcs below the information system's are systems too.
    public init?(_ identifier: ObjectIdentifier) {
        if let role = CertificateRole.byIdentifier[identifier] {
            self = role
        } else if identifier.content.starts(with: CertificateRole.informationSystemArc.content) {
            self = .informationSystem
        } else {
            return nil
        }
    }
}

extension Certificate {
    /// The roles that the certificate names, in its order.
    public var roles: [CertificateRole] { extendedKeyUsage.compactMap(CertificateRole.init) }
}
