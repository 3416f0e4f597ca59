import KandasSign

extension DecisionOrder.Outcome {
    /// The kind of document it makes.
    var kind: Decision.Kind {
        switch self {
        case .certificate: .certificate
        case .prolongation: .prolongation
        case .refusal: .refusal
        }
    }

    /// Whether it answers what was asked.
    func fits(_ request: Person.Request?) -> Bool {
        switch self {
        case .certificate: request == .assign
        case .prolongation: request == .extend
        case .refusal: request == .assign || request == .extend
        }
    }
}

extension Decision.Holder {
    /// The person as the decision names them.
    init(_ person: Person) {
        self.init()
        relation = person.relation
        iin = person.iin
        surname = person.surname
        name = person.name
        patronymic = person.patronymic
        surnameLatin = person.surnameLatin
        nameLatin = person.nameLatin
        birthDate = person.birthDate
        sex = person.sex
        if person.nationality == .kazakh { nationality = BilingualText(code: "DECISION_NATIONALITY_KAZAKH") }
        citizenship = person.citizenship
        countryOfOrigin = person.countryOfOrigin
        identityDocument = person.identityDocument
    }
}

extension Decision {
    /// Fills in what depends on the outcome.
    mutating func fill(
        _ outcome: DecisionOrder.Outcome,
        for person: Person,
        of application: Application,
        _ order: DecisionOrder,
        familyOf: String?
    ) {
        let name = holder?.fullName ?? ""
        switch outcome {
        case .certificate:
            var part = CertificatePart()
            let end = StatusTerm.lastDay(ofStatusFrom: order.date)
            part.statusDate = order.date
            part.validUntil = end
            part.category = application.category
            part.quota = application.quota
            part.residence = application.residence
            part.familyOf = person.relation == .applicant ? nil : familyOf
            part.notice = BilingualText(code: "DECISION_NOTICE_CERTIFICATE")
            certificate = part
            title = BilingualText(code: "DECISION_TITLE_CERTIFICATE")
            statement = BilingualText(
                code: "DECISION_STATEMENT_CERTIFICATE",
                ["name": name, "from": "\(order.date)", "until": "\(end)"]
            )
            addBasis(["migration-law 21(2)", "migration-law 25", "id-numbers-law 9(3)", "order-329"])
        case .prolongation(let given):
            let previous = application.previousCertificate(of: person)
            var part = ProlongationPart()
            part.certificateNumber = previous?.number
            part.certificateDate = previous?.issueDate
            part.previousValidUntil = previous?.validUntil
            part.validUntil = given.validUntil ?? previous?.validUntil.map { StatusTerm.lastDay(ofExtensionAfter: $0) }
            part.isFirst = given.isFirst
            part.residesPermanently = given.residesPermanently
            part.purpose = BilingualText(code: "DECISION_PURPOSE_EXTENSION")
            prolongation = part
            title = BilingualText(code: "DECISION_TITLE_EXTENSION")
            statement = BilingualText(
                code: "DECISION_STATEMENT_EXTENSION",
                [
                    "name": name, "number": previous?.number ?? "–",
                    "until": part.validUntil.map(\.description) ?? "–",
                ]
            )
            addBasis(["migration-law 21(2)", "migration-law 25", "order-329"])
        case .refusal(let given):
            fill(given, for: person, name: name)
        }
    }

    private mutating func fill(_ given: DecisionOrder.Refusal, for person: Person, name: String) {
        var part = RefusalPart()
        part.requested = person.requested
        part.grounds = given.grounds.map { code in
            var ground = Ground()
            ground.code = code
            ground.reference = RefusalGround.article
            ground.text = BilingualText(code: "GROUND_\(code.rawValue)")
            return ground
        }
        part.facts = given.facts
        part.remedy = given.remedy
        part.documents = given.documents
        var hearing = Hearing()
        hearing.held = given.heardOn != nil
        hearing.date = given.heardOn
        if given.heardOn == nil { hearing.reason = BilingualText(code: "DECISION_HEARING_NOT_HELD") }
        part.hearing = hearing
        refusal = part
        let suffix = person.requested == .extend ? "EXTEND" : "ASSIGN"
        title = BilingualText(code: "DECISION_TITLE_REFUSAL_\(suffix)")
        statement = BilingualText(code: "DECISION_STATEMENT_REFUSAL_\(suffix)", ["name": name])
        addBasis(["migration-law 21(2)", RefusalGround.article, "appc 80", "order-329"] + given.articles)
    }

    private mutating func addBasis(_ references: [String]) {
        legalBasis = references.map { text in
            let reference = LegalReference(text)
            var basis = Basis()
            // An article that is not known is for the rules to refuse, not to be lost here.
            basis.reference = reference?.code ?? text
            basis.text = reference.map { BilingualText($0) }
            return basis
        }
    }
}
