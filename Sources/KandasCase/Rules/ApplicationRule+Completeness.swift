import KandasSign

// The rules KND-AP are this product's own (marked D): they say what the law takes for granted, that a form is filled in.
extension ApplicationRule {
    static let completeness: [ApplicationRule] = [
        .form("KND-AP-01", .error, "Public Services Law, art. 19-1") { subject, findings in
            let form = subject.application
            for (path, isEmpty) in [
                ("service", form.service == nil), ("channel", form.channel == nil),
                ("signingMethod", form.signingMethod == nil), ("language", form.language == nil),
                ("category", form.category == nil), ("decidingBody.bin", form.decidingBody?.bin == nil),
                ("decidingBody.nameKazakh", form.decidingBody?.nameKazakh == nil),
                ("decidingBody.nameRussian", form.decidingBody?.nameRussian == nil),
                ("residence.region", form.residence?.region == nil),
                ("residence.locality", form.residence?.locality == nil),
                ("contact.phone", form.contact?.phone == nil),
            ] where isEmpty { findings.add(path) }
            for (path, person) in form.people {
                for (field, isEmpty) in person.requiredFields where isEmpty { findings.add("\(path).\(field)", person) }
            }
            for (index, attachment) in form.attachments.enumerated() {
                let path = "attachments[\(index)]"
                if attachment.key == nil { findings.add("\(path).path") }
                if attachment.kind == nil { findings.add("\(path).kind") }
                if attachment.language == nil, attachment.kind != .photo { findings.add("\(path).language") }
            }
        },
        .form("KND-AP-02", .error, "Personal Data Law, art. 8; Public Services Law, art. 19-1(2), ground RF6") {
            subject,
            findings in
            if subject.application.personalDataConsent?.givenOn == nil { findings.add("personalDataConsent.givenOn") }
        },
        .form("KND-AP-03", .error, "Migration Law, art. 26(2)(1)") { subject, findings in
            if subject.application.declaredTruth != true { findings.add("declaredTruth") }
        },
        .form("KND-AP-04", .warning, "Migration Law, art. 17-1") { subject, findings in
            guard subject.application.category == .quota else { return }
            if subject.application.quota?.number == nil { findings.add("quota.number") }
            if subject.application.quota?.date == nil { findings.add("quota.date") }
        },
        .form("KND-AP-05", .error, "Law on ID-number registers") { subject, findings in
            guard let bin = subject.application.decidingBody?.bin else { return }
            if subject.context.profile == .test, TestKit.numbers.contains(bin) { return }
            guard let number = BusinessIdentificationNumber(bin), !number.findings.contains(where: \.isHard) else {
                // Somebody may have put a person's number there.
                findings.add("decidingBody.bin", nil, ["bin": RuleSubject.masked(bin)])
                return
            }
        },
        .form("KND-AP-06", .error, "Public Services Law, art. 21(3)") { subject, findings in
            guard let channel = subject.application.channel, let method = subject.application.signingMethod else {
                return
            }
            // An SMS password signs nothing. At intake that has a reason of its own.
            let isSMS = method == .smsPassword && subject.context.mode == .authoring
            if isSMS || method.isOperators && !channel.mayBeOperated {
                findings.add("signingMethod", nil, ["method": method.rawValue, "channel": channel.rawValue])
            }
        },
        .form("KND-AP-07", .error, "D") { subject, findings in
            for (index, attachment) in subject.application.attachments.enumerated() {
                if let person = attachment.person, !subject.personIDs.contains(person) {
                    findings.add("attachments[\(index)].person", nil, ["value": person])
                }
                let isTranslation = attachment.kind == .translation
                let original = attachment.translationOf.flatMap { subject.attachmentByKey[$0] }
                if isTranslation && original == nil || attachment.translationOf != nil && (original ?? index) == index {
                    findings.add("attachments[\(index)].translationOf", nil, ["value": attachment.translationOf ?? ""])
                }
            }
        },
        .form("KND-AP-08", .error, "D") { subject, findings in
            Application.form.visitTexts(subject.application, path: "") { visit in
                // A path on the author's machine never leaves it.
                if visit.text.unicodeScalars.count > visit.limit, !visit.path.hasSuffix(".path") {
                    findings.add(visit.path, nil, ["limit": "\(visit.limit)"])
                } else if FormText.hasForbiddenCharacter(visit.text) {
                    findings.add(visit.path, nil, ["limit": "\(visit.limit)"])
                }
            }
        },
        .form("KND-AP-09", .warning, "D") { subject, findings in
            if let phone = subject.application.contact?.phone, !ContactText.isPhone(phone) {
                findings.add("contact.phone")
            }
            if let email = subject.application.contact?.email, !ContactText.isEmail(email) {
                findings.add("contact.email")
            }
        },
        .form("KND-AP-10", .error, "D") { subject, findings in
            let service = subject.application.service
            var asksForNothing = true
            for (path, person) in subject.application.people {
                let isOther =
                    service == .assign && person.requested == .extend
                    || service == .extend && person.requested == .assign
                if isOther { findings.add("\(path).requested", person) }
                if person.wantsStatus || person.requested == nil { asksForNothing = false }
            }
            if asksForNothing { findings.add("applicant.requested", subject.application.applicant) }
        },
        .form("KND-AP-11", .error, "RFC 9562, section 5.7") { subject, findings in
            guard let id = subject.application.id else {
                if subject.context.mode == .intake { findings.add("id") }
                return
            }
            if !ApplicationIdentifier.isVersion7(id) { findings.add("id") }
        },
        .form("KND-AP-12", .error, "D") { subject, findings in
            var seen: Set<String> = []
            for (path, person) in subject.application.people {
                if let id = person.id, !seen.insert(id).inserted { findings.add("\(path).id", person, ["value": id]) }
            }
        },
        .form("KND-AP-13", .error, "ISO 639") { subject, findings in
            for (index, attachment) in subject.application.attachments.enumerated() {
                guard let language = attachment.language else { continue }
                let isCode = 2...3 ~= language.utf8.count && language.utf8.allSatisfy { 0x61...0x7a ~= $0 }
                if !isCode { findings.add("attachments[\(index)].language", nil, ["value": language]) }
            }
        },
        .form("KND-AP-14", .warning, "D") { subject, findings in
            func order(_ first: CalendarDate?, _ last: CalendarDate?, _ path: String, _ person: Person?) {
                if subject.isInFuture(first) || first.flatMap({ first in last.map { $0 < first } }) == true {
                    findings.add(path, person)
                }
            }
            let form = subject.application
            for (path, person, certificate) in form.certificatesToExtend {
                order(certificate?.issueDate, certificate?.validUntil, "\(path).issueDate", person)
            }
            order(form.personalDataConsent?.givenOn, nil, "personalDataConsent.givenOn", nil)
            order(form.priorConsent?.date, nil, "priorConsent.date", nil)
            order(form.quota?.date, nil, "quota.date", nil)
            for (path, person) in form.people {
                let document = person.identityDocument
                order(document?.issueDate, document?.expiryDate, "\(path).identityDocument.issueDate", person)
                if let arrival = person.arrivalDate, let birth = person.birthDate, arrival < birth {
                    findings.add("\(path).arrivalDate", person)
                }
            }
            for (index, attachment) in form.attachments.enumerated() {
                order(attachment.documentDate, attachment.documentExpiry, "attachments[\(index)].documentDate", nil)
            }
        },
    ]
}

extension Person {
    /// The fields that every person needs, with whether they are empty.
    fileprivate var requiredFields: [(String, Bool)] {
        var fields = [
            ("id", id == nil), ("relation", relation == nil), ("requested", requested == nil),
            ("birthDate", birthDate == nil), ("sex", sex == nil), ("citizenship", citizenship == nil),
            ("everKazakhstanCitizen", everKazakhstanCitizen == nil),
        ]
        if wantsStatus {
            fields += [
                ("nationality", nationality == nil), ("countryOfOrigin", countryOfOrigin == nil),
                ("identityDocument.kind", identityDocument?.kind == nil),
                ("identityDocument.number", identityDocument?.number == nil),
                ("identityDocument.country", identityDocument?.country == nil),
            ]
        }
        return fields
    }
}
