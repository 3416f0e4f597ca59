package import KandasSign

/// A throw-away public key infrastructure in the shape of the national one: a root, an issuing CA, the keys of a few
/// synthetic people, and revocation lists.
///
/// Nothing in it is secret or lasting. Its names say TEST, and nobody living has one of its identification numbers.
package struct TestPKI: Sendable {
    /// The key algorithm of all certificates.
    package let kind: PrivateKey.Kind
    /// The time it was made for.
    package let time: Timestamp
    package let root: TestAuthority
    package let issuing: TestAuthority

    /// Somebody who applies: an individual.
    package let applicant: TestIdentity
    /// The first head of the local executive body, a legal entity.
    package let head: TestIdentity
    /// Another individual.
    package let stranger: TestIdentity
    /// The applicant's certificate that was revoked; it differs from ``applicant`` in nothing else.
    package let revoked: TestIdentity
    /// The applicant's certificate that ended last year.
    package let expired: TestIdentity
    /// The applicant's key for logging in.
    package let authenticationOnly: TestIdentity
    /// The timestamping authority.
    package let timestamping: TestIdentity
    /// The OCSP responder that the issuing CA has delegated to.
    package let responder: TestIdentity
    /// Where its services answer, if they do.
    package let addresses: TestServiceAddresses

    /// The root's revocation list.
    package let rootRevocationList: [UInt8]
    /// The issuing CA's revocation list, with ``revoked`` on it.
    package let issuingRevocationList: [UInt8]

    /// The entry of ``revoked`` on the issuing CA's revocation list.
    package let revocation: RevocationListTemplate.Entry

    /// Everything that the issuing CA has issued, with names for files.
    package var issued: [(name: String, identity: TestIdentity)] {
        [
            ("applicant", applicant), ("head", head), ("stranger", stranger), ("revoked", revoked),
            ("expired", expired), ("auth-only", authenticationOnly), ("tsa", timestamping), ("ocsp", responder),
        ]
    }

    /// Synthetic people (reference: births in 1884 to 1890, so that nobody living has the number).
    package enum Person {
        package static let applicantNumber = "900517100016"
        package static let headNumber = "751231100011"
        package static let strangerNumber = "840229200013"
        package static let bodyNumber = "100140123455"
    }

    /// Makes keys and certificates.
    ///
    /// - Parameters:
    ///   - kind: The key algorithm of all certificates.
    ///   - time: The time at which everything should be in order.
    ///   - applicantIIN: The applicant's identification number.
    ///   - revocationListDays: How long the revocation lists are current; the default keeps a demo useful
    ///     for a year, and lets it look a little further.
    ///   - addresses: Where its services answer.
    /// - Returns: The PKI.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for a kind of key that is not made.
    package static func make(
        kind: PrivateKey.Kind,
        at time: Timestamp,
        applicantIIN: String = Person.applicantNumber,
        revocationListDays: Int64 = 400,
        addresses: TestServiceAddresses = .nowhere
    ) throws(SigningError) -> TestPKI {
        let name =
            switch kind {
            case .rsa: "RSA"
            case .ellipticCurve: "EC"
            case .ed25519: "ED25519"
            case .national: "GOST"
            }
        let decades = time.adding(days: -3_650)...time.adding(days: 3_650)
        let root = try TestAuthority(
            selfSigned: .root(.authority("ТЕСТ НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (\(name))"), validity: decades),
            key: .generate(kind)
        )
        let issuing = try TestAuthority(
            root.issue(
                .issuing(
                    .authority("ТЕСТ ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (\(name))"),
                    validity: decades,
                    services: addresses
                ),
                for: .generate(kind)
            )
        )
        let applicant = TestSubject.person(surname: "ТЕСТОВ", name: "ҚАНДАС", patronymic: "ТЕСТҰЛЫ", iin: applicantIIN)
        let head = TestSubject.person(
            surname: "ТЕСТБАЕВ",
            name: "ӘКІМ",
            patronymic: "ТЕСТҰЛЫ",
            iin: Person.headNumber,
            organization: "\"ТЕСТ ЖҰМЫСПЕН ҚАМТУ БАСҚАРМАСЫ\" ММ",
            bin: Person.bodyNumber
        )
        let stranger = TestSubject.person(
            surname: "БӨТЕНОВА",
            name: "ТЕСТ",
            patronymic: "ТЕСТҚЫЗЫ",
            iin: Person.strangerNumber
        )
        // An hour back, for machines whose clocks are a little behind.
        let now = time.adding(seconds: -3_600)...time.adding(days: 365)
        let past = time.adding(days: -730)...time.adding(days: -365)
        let headRoles = [CertificateTemplate.Purpose.legalEntity, CertificateTemplate.Purpose.firstHead]

        let services = now.lowerBound...decades.upperBound
        func issue(_ template: CertificateTemplate) throws(SigningError) -> TestIdentity {
            try issuing.issue(template, for: .generate(kind))
        }
        let revoked = try issue(.signing(applicant, validity: now, services: addresses))
        let entry = RevocationListTemplate.Entry(
            serialNumber: revoked.certificate.serialNumber,
            date: now.lowerBound,
            reason: .keyCompromise
        )
        let nextUpdate = time.adding(days: revocationListDays)
        return TestPKI(
            kind: kind,
            time: time,
            root: root,
            issuing: issuing,
            applicant: try issue(.signing(applicant, validity: now, services: addresses)),
            head: try issue(.signing(head, roles: headRoles, validity: now, services: addresses)),
            stranger: try issue(.signing(stranger, validity: now, services: addresses)),
            revoked: revoked,
            expired: try issue(.signing(applicant, validity: past, services: addresses)),
            authenticationOnly: try issue(.authentication(applicant, validity: now, services: addresses)),
            timestamping: try issue(
                .timestamping(.authority("ТЕСТ TIME-STAMPING AUTHORITY"), validity: services, services: addresses)
            ),
            responder: try issue(
                .responder(.authority("ТЕСТ OCSP RESPONDER"), validity: services, services: addresses)
            ),
            addresses: addresses,
            rootRevocationList: try root.crl(
                RevocationListTemplate(thisUpdate: now.lowerBound, nextUpdate: nextUpdate)
            ),
            issuingRevocationList: try issuing.crl(
                RevocationListTemplate(thisUpdate: now.lowerBound, nextUpdate: nextUpdate, revoked: [entry])
            ),
            revocation: entry
        )
    }

    /// A validity of one year around ``time``.
    package var currentYear: ClosedRange<Timestamp> { time.adding(seconds: -3_600)...time.adding(days: 365) }
}
