import FoundationEssentials
import KandasSign

extension OutcomeSheet {
    /// An application, as it stands in JSON.
    struct Row: Codable {
        var application: String
        var registrationNumber: String?
        var received: String?
        var profile: String?
        var late: Bool?
        var people: [PersonRow]

        init(_ one: Case) {
            application = one.application
            registrationNumber = one.registrationNumber
            received = one.received.map(\.description)?.replacing(" ", with: "T")
            profile = one.profile?.id
            late = one.isLateOnPurpose ? true : nil
            people = one.people.map { PersonRow($0) }
        }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case application, registrationNumber, received, profile, late, people
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            application = try container.decode(String.self, forKey: .application)
            registrationNumber = try container.decodeIfPresent(String.self, forKey: .registrationNumber)
            received = try container.decodeIfPresent(String.self, forKey: .received)
            profile = try container.decodeIfPresent(String.self, forKey: .profile)
            late = try container.decodeIfPresent(Bool.self, forKey: .late)
            people = try container.decode([PersonRow].self, forKey: .people)
        }

        func value() throws(SigningError) -> Case {
            let time = received.flatMap { ReceiptTime($0) }
            guard received == nil || time != nil else {
                throw .malformed("the file of outcomes: received is a time like 2026-05-13T18:45")
            }
            let profile = profile.flatMap { RegulationProfile.named($0) }
            guard self.profile == nil || profile != nil else {
                throw .malformed("the file of outcomes: there is no such profile")
            }
            var outcomes: [PersonOutcome] = []
            for person in people { outcomes.append(try person.value()) }
            guard Set(outcomes.map(\.person)).count == outcomes.count else {
                throw .malformed("the file of outcomes names a person twice")
            }
            return Case(
                application: application,
                registrationNumber: registrationNumber,
                received: time,
                profile: profile,
                isLateOnPurpose: late ?? false,
                people: outcomes
            )
        }
    }

    /// A person, as it stands in JSON.
    struct PersonRow: Codable {
        var person: String
        var name: String?
        var outcome: Kind
        var number: String?
        var decisionNumber: String?
        var iin: String?
        var validUntil: CalendarDate?
        var isFirst: Bool?
        var residesPermanently: Bool?
        var grounds: [RefusalGround]?
        var articles: [String]?
        var facts: Words?
        var remedy: Words?
        var documents: Words?
        var heardOn: CalendarDate?

        /// The words for outcomes.
        enum Kind: String, Codable { case certificate, `extension`, refusal }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case person, name, outcome, number, decisionNumber, iin, validUntil, isFirst, residesPermanently, grounds
            case articles, facts, remedy, documents, heardOn

            /// The keys that go with an outcome only.
            static let ofCertificate: Set<CodingKeys> = [.iin]
            static let ofProlongation: Set<CodingKeys> = [.validUntil, .isFirst, .residesPermanently]
            static let ofRefusal: Set<CodingKeys> = [.grounds, .articles, .facts, .remedy, .documents, .heardOn]
        }

        init(_ one: PersonOutcome) {
            person = one.person
            name = one.name
            number = one.number
            decisionNumber = one.decisionNumber
            switch one.outcome {
            case .certificate(let iin):
                outcome = .certificate
                self.iin = iin
            case .prolongation(let given):
                outcome = .extension
                validUntil = given.validUntil
                isFirst = given.isFirst
                residesPermanently = given.residesPermanently
            case .refusal(let given):
                outcome = .refusal
                grounds = given.grounds
                articles = given.articles.isEmpty ? nil : given.articles
                facts = Words(given.facts)
                remedy = Words(given.remedy)
                documents = Words(given.documents)
                heardOn = given.heardOn
            }
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            func text(_ key: CodingKeys) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
            func words(_ key: CodingKeys) throws -> Words? { try container.decodeIfPresent(Words.self, forKey: key) }
            person = try container.decode(String.self, forKey: .person)
            outcome = try container.decode(Kind.self, forKey: .outcome)
            let strange = Set(container.allKeys)
                .intersection(CodingKeys.ofCertificate.union(CodingKeys.ofProlongation).union(CodingKeys.ofRefusal))
                .subtracting(outcome.keys)
            if let key = strange.map(\.rawValue).sorted().first {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "the key \(key) does not go with the outcome \(outcome.rawValue)"
                    )
                )
            }
            name = try text(.name)
            number = try text(.number)
            decisionNumber = try text(.decisionNumber)
            iin = try text(.iin)
            validUntil = try container.decodeIfPresent(CalendarDate.self, forKey: .validUntil)
            isFirst = try container.decodeIfPresent(Bool.self, forKey: .isFirst)
            residesPermanently = try container.decodeIfPresent(Bool.self, forKey: .residesPermanently)
            grounds = try container.decodeIfPresent([RefusalGround].self, forKey: .grounds)
            articles = try container.decodeIfPresent([String].self, forKey: .articles)
            facts = try words(.facts)
            remedy = try words(.remedy)
            documents = try words(.documents)
            heardOn = try container.decodeIfPresent(CalendarDate.self, forKey: .heardOn)
        }

        func value() throws(SigningError) -> PersonOutcome {
            let made: DecisionOrder.Outcome =
                switch outcome {
                case .certificate: .certificate(iin: iin)
                case .extension:
                    .prolongation(
                        .init(
                            validUntil: validUntil,
                            isFirst: isFirst ?? false,
                            residesPermanently: residesPermanently ?? false
                        )
                    )
                case .refusal: .refusal(refusal)
                }
            return PersonOutcome(
                person: person,
                name: name,
                outcome: made,
                number: number,
                decisionNumber: decisionNumber
            )
        }

        /// What is missing in it the rules find.
        private var refusal: DecisionOrder.Refusal {
            var refusal = DecisionOrder.Refusal(
                grounds: grounds ?? [],
                facts: facts?.value ?? BilingualText(),
                remedy: remedy?.value ?? BilingualText(),
                documents: documents?.value,
                heardOn: heardOn
            )
            refusal.articles = articles ?? []
            return refusal
        }
    }
}

extension OutcomeSheet.PersonRow.Kind {
    fileprivate var keys: Set<OutcomeSheet.PersonRow.CodingKeys> {
        switch self {
        case .certificate: OutcomeSheet.PersonRow.CodingKeys.ofCertificate
        case .extension: OutcomeSheet.PersonRow.CodingKeys.ofProlongation
        case .refusal: OutcomeSheet.PersonRow.CodingKeys.ofRefusal
        }
    }
}
