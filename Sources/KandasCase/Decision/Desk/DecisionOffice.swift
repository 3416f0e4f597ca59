public import KandasSign

/// Who decides: the body, the official who signs for it, and where.
public struct DecisionOffice: Hashable, Sendable {
    /// The body.
    public var body: Decision.Body
    /// The official.
    public var official: Decision.Official
    /// The place.
    public var place: BilingualText?
    /// The superior body, to which appeals go; `nil` for the Ministry (Migration Law article 11(10)).
    public var superiorBody: BilingualText?

    /// Creates an office.
    public init(
        body: Decision.Body = Decision.Body(),
        official: Decision.Official = Decision.Official(),
        place: BilingualText? = nil,
        superiorBody: BilingualText? = nil
    ) {
        self.body = body
        self.official = official
        self.place = place
        self.superiorBody = superiorBody
    }

    /// The office with what is missing filled in, as far as it is known: the BIN and the official from the signer's
    /// certificate, the name from the list of authorities, the place from the body's region.
    ///
    /// - Parameters:
    ///   - certificate: The certificate of whoever signs.
    ///   - authorities: The list of authorities.
    ///   - day: The day of the decision.
    ///   - addressee: The body that the application is addressed to; it counts only if it is the signer's.
    ///   - region: The first two digits of the body's region in the classifier (KATO), if they are known.
    /// - Returns: The office, in which something may still be missing.
    public func completed(
        by certificate: Certificate,
        _ authorities: AuthorityList?,
        on day: CalendarDate,
        addressee: Application.DecidingBody? = nil,
        region: String? = nil
    ) -> DecisionOffice {
        var office = self
        office.body.bin = body.bin ?? certificate.holder.bin
        let bin = office.body.bin.flatMap { BusinessIdentificationNumber($0) }
        let own = addressee?.bin == nil || addressee?.bin != office.body.bin ? nil : addressee
        office.body.name =
            body.name ?? bin.flatMap { authorities?.authority($0, on: day)?.name }
            ?? own.flatMap { body in
                guard let kazakh = body.nameKazakh, let russian = body.nameRussian else { return nil }
                return BilingualText(kazakh: kazakh, russian: russian)
            }
        office.body.kato = body.kato ?? own?.kato
        office.official.surname = official.surname ?? certificate.holder.surname
        office.official.initials = official.initials ?? DecisionOffice.initials(of: certificate.holder)
        office.official.position =
            official.position
            ?? certificate.roles.first { SigningEntitlement.roles.contains($0) }
            .map { BilingualText(code: "DECISION_POSITION_\($0.rawValue)") }
        let code = office.body.kato.map { String($0.prefix(2)) } ?? region
        office.place = place ?? code.flatMap { Region.name(of: $0) }
        return office
    }

    /// The initials of name and patronymic: `Е. М.`
    private static func initials(of holder: CertificateHolder) -> String? {
        // The common name is the surname and the name; the national authority puts the patronymic apart.
        let name = holder.commonName?.split(separator: " ").dropFirst().first.map(String.init)
        let letters = [name, holder.patronymic].compactMap { $0?.first }.map { "\($0)." }
        return letters.isEmpty ? nil : letters.joined(separator: " ")
    }

    /// What is missing before anything can be decided, as paths.
    var missing: [String] {
        var paths: [String] = []
        if body.bin == nil { paths.append("office.bin") }
        if body.name?.isComplete != true { paths.append("office.name") }
        if place?.isComplete != true { paths.append("office.place") }
        if official.surname == nil { paths.append("office.official.surname") }
        if official.position?.isComplete != true { paths.append("office.official.position") }
        return paths
    }
}
