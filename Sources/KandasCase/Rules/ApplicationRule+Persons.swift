import KandasSign

extension ApplicationRule {
    static let persons: [ApplicationRule] = [
        .form("KND-PR-01", .error, "Register of kandas: one applicant an application") { subject, findings in
            if let relation = subject.application.applicant.relation, relation != .applicant {
                findings.add("applicant.relation", subject.application.applicant)
            }
            for (index, member) in subject.application.members.enumerated() where member.relation == .applicant {
                findings.add("members[\(index)].relation", member)
            }
        },
        .form("KND-PR-02", .error, "Integration schema: the surname alone may be empty") { subject, findings in
            for (path, person) in subject.application.people where person.surname == nil && person.name == nil {
                findings.add("\(path).name", person)
            }
        },
        .form("KND-PR-03", .information, "APPC, art. 80: patronymic only if the document has one") {
            subject,
            findings in
            for (path, person) in subject.application.people where person.patronymic == nil {
                findings.add("\(path).patronymic", person)
            }
        },
        .form("KND-PR-04", .warning, "D") { subject, findings in
            for (path, person) in subject.application.people {
                for (field, text) in [
                    ("surname", person.surname), ("name", person.name), ("patronymic", person.patronymic),
                ] {
                    if let text, NameScript.isMixed(text) { findings.add("\(path).\(field)", person) }
                }
                for (field, text) in [("surnameLatin", person.surnameLatin), ("nameLatin", person.nameLatin)] {
                    if let text, NameScript.hasCyrillic(text) { findings.add("\(path).\(field)", person) }
                }
            }
        },
        .form("KND-PR-05", .warning, "D") { subject, findings in
            for (path, person) in subject.application.people {
                for (field, cyrillic, latin) in [
                    ("surnameLatin", person.surname, person.surnameLatin), ("nameLatin", person.name, person.nameLatin),
                ] {
                    guard let cyrillic, let latin, !NameScript.mayBeSame(cyrillic: cyrillic, latin: latin) else {
                        continue
                    }
                    findings.add("\(path).\(field)", person, ["cyrillic": cyrillic, "latin": latin])
                }
            }
        },
        .form("KND-PR-06", .error, "D") { subject, findings in
            for (path, person) in subject.application.people {
                guard let birth = person.birthDate else { continue }
                if subject.isInFuture(birth) || birth.years(until: subject.context.judgedOn) > 120 {
                    findings.add("\(path).birthDate", person)
                }
            }
        },
        .form("KND-PR-07", .warning, "Rules of 2013: an adult family member applies") { subject, findings in
            guard let birth = subject.application.applicant.birthDate,
                0..<18 ~= birth.years(until: subject.context.judgedOn)
            else { return }
            findings.add("applicant.birthDate", subject.application.applicant)
        },
        .form("KND-PR-08", .error, "Migration Law, art. 1(13)") { subject, findings in
            for (path, person) in subject.application.people where person.citizenship == Country.kazakhstan {
                findings.add("\(path).citizenship", person)
            }
        },
        .form("KND-PR-09", .error, "Migration Law, art. 1(13)") { subject, findings in
            for (path, person) in subject.application.people where person.everKazakhstanCitizen == true {
                findings.add("\(path).everKazakhstanCitizen", person)
            }
        },
        .form("KND-PR-10", .error, "Migration Law, art. 21(3)") { subject, findings in
            for (path, person) in subject.application.people where person.requested == .assign {
                switch person.nationalityEvidence {
                case .identityDocumentEntry, .commissionRecommendation: continue
                case .attachment:
                    if subject.hasAttachment([.nationalityEvidence], for: person) { continue }
                case nil: break
                }
                findings.add("\(path).nationalityEvidence", person)
            }
        },
        .form("KND-PR-11", .warning, "D") { subject, findings in
            for (path, person) in subject.application.people
            where person.countryOfOrigin == Country.stateless && person.citizenship == Country.stateless
                && person.remark == nil
            {
                findings.add("\(path).countryOfOrigin", person)
            }
        },
        .form("KND-PR-12", .warning, "D") { subject, findings in
            let applicant = subject.application.applicant
            for (index, member) in subject.application.members.enumerated() {
                if !Kinship.fits(member, with: applicant, on: subject.context.judgedOn) {
                    findings.add("members[\(index)].relation", member)
                }
            }
        },
        .form("KND-PR-13", .error, "Migration Law, art. 21(1)") { subject, findings in
            let channel = subject.application.channel
            for (path, person) in subject.application.people where person.wantsStatus {
                let isNeeded = channel == .eGov || channel == .localBody
                if isNeeded && person.arrivalDate == nil || subject.isInFuture(person.arrivalDate) {
                    findings.add("\(path).arrivalDate", person)
                }
            }
        },
        .form("KND-PR-14", .error, "ISO 3166-1; classifier KATO") { subject, findings in
            for (path, person) in subject.application.people {
                for (field, code) in [
                    ("citizenship", person.citizenship), ("countryOfOrigin", person.countryOfOrigin),
                    ("birthPlace.country", person.birthPlace?.country),
                    ("identityDocument.country", person.identityDocument?.country),
                ] {
                    guard let code, !Country.isKnown(code) else { continue }
                    findings.add("\(path).\(field)", person, ["value": code])
                }
            }
            for (path, code) in [
                ("residence.kato", subject.application.residence?.kato),
                ("decidingBody.kato", subject.application.decidingBody?.kato),
            ] {
                guard let code, !Region.isKnown(kato: code, on: subject.context.judgedOn) else { continue }
                findings.add(path, nil, ["value": code])
            }
        },
        .form("KND-PR-15", .error, "Migration Law, art. 1(13): of Kazakh nationality") { subject, findings in
            for (path, person) in subject.application.people where person.wantsStatus && person.nationality == .other {
                findings.add("\(path).nationality", person)
            }
        },
    ]
}

/// Whether a relation is likely, by ages and sexes.
private enum Kinship {
    /// The least difference in age between parent and child that is not remarkable, in years.
    private static let generation = 12

    static func fits(_ member: Person, with applicant: Person, on day: CalendarDate) -> Bool {
        // How much older the member is, in full years.
        let older = applicant.birthDate.flatMap { own in
            member.birthDate.map { $0 <= own ? $0.years(until: own) : -own.years(until: $0) }
        }
        let age = member.birthDate.map { $0.years(until: day) }
        switch member.relation {
        case .son: return member.sex != .female && (older ?? -generation) <= -generation
        case .daughter: return member.sex != .male && (older ?? -generation) <= -generation
        case .father: return member.sex != .female && (older ?? generation) >= generation
        case .mother: return member.sex != .male && (older ?? generation) >= generation
        case .brother: return member.sex != .female
        case .sister: return member.sex != .male
        case .spouse:
            // Marriage is from 18, in exceptions from 16 (Code on Marriage and Family, art. 10).
            let isSameSex = member.sex != nil && member.sex == applicant.sex
            return !isSameSex && (age ?? 16) >= 16
        case .grandchild: return (older ?? -2 * generation) <= -2 * generation
        case .ward: return (age ?? 0) < 18
        case .applicant, .other, nil: return true
        }
    }
}
