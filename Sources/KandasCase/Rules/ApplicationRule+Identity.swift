import KandasSign

extension ApplicationRule {
    static let identity: [ApplicationRule] = [
        .form("KND-ID-01", .error, "Law on ID-number registers") { subject, findings in
            for entry in subject.identificationNumbers
            where entry.number.map(\.findings.first) == .allDigitsEqual
                || entry.number == nil
            {
                findings.add(entry.path, entry.person, ["iin": entry.shown])
            }
        },
        .form("KND-ID-02", .error, "Law on ID-number registers, art. 1: control digit") { subject, findings in
            subject.report(.checkDigitWrong, to: &findings)
        },
        .form("KND-ID-03", .error, "Law on ID-number registers, art. 1: control digit") { subject, findings in
            subject.report(.cannotExist, to: &findings)
        },
        .form("KND-ID-04", .warning, "Ministry of Justice, 05.04.2019") { subject, findings in
            subject.report(.dateNotInCalendar, to: &findings)
        },
        .form("KND-ID-05", .warning, "Ministry of Justice, 05.04.2019; resolution No. 853 of 26.08.2013") {
            subject,
            findings in
            subject.report(.birthDateDiffers, to: &findings)
        },
        .form("KND-ID-06", .warning, "Resolution No. 853 of 26.08.2013") { subject, findings in
            subject.report(.sexDiffers, to: &findings)
            subject.report(.centuryDigitUnusual, to: &findings)
        },
        .form("KND-ID-07", .error, "Fifth digit 4 to 6") { subject, findings in
            subject.report(.isBusinessNumber, to: &findings)
        },
        // The portals where the applicant signs match signature and applicant by IIN.
        .form("KND-ID-08", .error, "Announcement of the service, 13.05.2022") { subject, findings in
            guard let channel = subject.application.channel, !channel.mayBeOperated,
                subject.application.applicant.iin == nil
            else { return }
            findings.add("applicant.iin", subject.application.applicant)
        },
        .package("KND-ID-09", .error, "D"),
        .form("KND-ID-10", .error, "D") { subject, findings in
            var seen: Set<String> = []
            for (path, person) in subject.application.people {
                guard let iin = person.iin, !seen.insert(iin).inserted else { continue }
                findings.add("\(path).iin", person, ["iin": RuleSubject.masked(iin)])
            }
        },
        .form("KND-ID-11", .error, "Test kit of the national certification authority") { subject, findings in
            guard subject.context.profile == .production else { return }
            for entry in subject.allNumbers where TestKit.numbers.contains(entry.text) {
                findings.add(entry.path, entry.person, ["iin": entry.shown])
            }
        },
    ]
}

extension RuleSubject {
    /// An IIN of the form.
    struct Number {
        let path: String
        let person: Person?
        let text: String
        let number: IndividualIdentificationNumber?
        var shown: String { RuleSubject.masked(text) }
    }

    /// The text with only its last four characters shown.
    static func masked(_ text: String) -> String {
        String(repeating: "*", count: max(0, min(text.count, 12) - 4)) + text.suffix(4)
    }

    /// All IINs of the form.
    fileprivate var allNumbers: some Sequence<Number> {
        let contact = application.contact?.personIIN.map { [("contact.personIIN", Person?.none, $0)] } ?? []
        let people = application.people.lazy.compactMap { entry in
            entry.person.iin.map { ("\(entry.path).iin", Optional(entry.person), $0) }
        }
        return [AnySequence(people), AnySequence(contact)].lazy.joined()
            .map { path, person, text in
                Number(path: path, person: person, text: text, number: IndividualIdentificationNumber(text))
            }
    }

    /// All IINs of the form, without those of the test kit: the test profile lets them pass, and for the production
    /// profile KND-ID-11 says all there is to say.
    fileprivate var identificationNumbers: some Sequence<Number> {
        allNumbers.filter { !TestKit.numbers.contains($0.text) }
    }

    /// Reports every IIN with a finding.
    fileprivate func report(_ finding: IdentificationFinding, to findings: inout RuleFindings) {
        for entry in identificationNumbers {
            guard let number = entry.number else { continue }
            let found =
                number.findings.contains(finding)
                || number.findings(birthDate: entry.person?.birthDate, sex: entry.person?.sex).contains(finding)
            if found { findings.add(entry.path, entry.person, ["iin": entry.shown]) }
        }
    }
}
