import KandasSign

extension ApplicationRule {
    static let attachments: [ApplicationRule] = [
        .package("KND-AT-01", .error, "Announcement of the service: pdf or jpg"),
        .form("KND-AT-02", .error, "Public Services Law, art. 19; order No. 329-ө-м") { subject, findings in
            let form = subject.application
            let present = Set(form.attachments.compactMap(\.kind))
            for requirement in AttachmentRequirement.all where requirement.applies(form, subject.context) {
                let kind = requirement.usualKind
                if requirement.isForEachPerson {
                    for (_, person) in form.people where !subject.hasAttachment(requirement.kinds, for: person) {
                        findings.add("attachments", person, ["kind": kind.rawValue], kind: kind)
                    }
                } else if present.isDisjoint(with: requirement.kinds) {
                    findings.add("attachments", form.applicant, ["kind": kind.rawValue], kind: kind)
                }
            }
        },
        .form("KND-AT-03", .error, "Public Services Law, art. 19") { subject, findings in
            for (path, person) in subject.application.people where subject.isPast(person.identityDocument?.expiryDate) {
                findings.add("\(path).identityDocument.expiryDate", person)
            }
            for (index, attachment) in subject.application.attachments.enumerated() {
                // A status that has ended is for KND-EX-04 to weigh.
                guard attachment.kind != .previousCertificate, subject.isPast(attachment.documentExpiry) else {
                    continue
                }
                findings.add("attachments[\(index)].documentExpiry")
            }
        },
        .form("KND-AT-04", .error, "Rules of 10.10.2025: notarised translation into Kazakh or Russian") {
            subject,
            findings in
            for (index, attachment) in subject.application.attachments.enumerated() {
                guard let language = attachment.language, attachment.kind != .photo,
                    !Attachment.officialLanguages.contains(language)
                else { continue }
                let translations = attachment.key.flatMap { subject.translationsOf[$0] } ?? []
                let isTranslated = translations.contains { position in
                    subject.application.attachments[position].language.map(Attachment.officialLanguages.contains)
                        ?? false
                }
                // A translation into a third language helps nobody.
                if !isTranslated || attachment.kind == .translation {
                    findings.add("attachments[\(index)].language", nil, ["value": language])
                }
            }
        },
        .form("KND-AT-05", .warning, "D") { subject, findings in
            for (index, attachment) in subject.application.attachments.enumerated()
            where attachment.kind == .translation {
                let notary = attachment.notary
                let isIncomplete = notary?.name == nil || notary?.date == nil || notary?.registryNumber == nil
                let original = attachment.translationOf.flatMap { subject.attachmentByKey[$0] }
                    .map { subject.application.attachments[$0] }
                let predates = notary?.date.flatMap { date in original?.documentDate.map { date < $0 } } ?? false
                if isIncomplete || predates { findings.add("attachments[\(index)].notary") }
            }
        },
        .package("KND-AT-06", .error, "D"),
        .package("KND-AT-07", .error, "D"),
        .form("KND-AT-08", .information, "What state systems hold may not be demanded") { subject, findings in
            for (index, attachment) in subject.application.attachments.enumerated()
            where attachment.kind == .residencePermit {
                findings.add("attachments[\(index)].kind")
            }
        },
    ]

    static let extensions: [ApplicationRule] = [
        .form("KND-EX-01", .error, "Service 2F30_mzsr: copy of the certificate issued before") { subject, findings in
            for (path, person, certificate) in subject.application.certificatesToExtend {
                if certificate?.number == nil { findings.add("\(path).number", person) }
                if certificate?.validUntil == nil { findings.add("\(path).validUntil", person) }
            }
        },
        .form("KND-EX-04", .warning, "Migration Law, art. 25; the law is silent on late requests") {
            subject,
            findings in
            for (path, person, certificate) in subject.application.certificatesToExtend
            where subject.isPast(certificate?.validUntil) {
                findings.add("\(path).validUntil", person)
            }
        },
        .form("KND-EX-06", .error, "D") { subject, findings in
            var seen: Set<String> = []
            for (path, person, certificate) in subject.application.certificatesToExtend {
                guard let number = certificate?.number, !seen.insert(number).inserted else { continue }
                findings.add("\(path).number", person, ["value": number])
            }
            let form = subject.application
            if let own = form.applicant.previousCertificate, let stated = form.previousCertificate, own != stated {
                findings.add("applicant.previousCertificate", form.applicant)
            }
        },
    ]

    static let signatures: [ApplicationRule] = [
        .package("KND-SG-01", .error, "E-document Law"),
        .package("KND-SG-05", .error, "D"),
    ]

    static let registers: [ApplicationRule] = [
        .register(
            "KND-ID-12",
            .error,
            "State register of individuals",
            why: "the register knows who is dead or removed"
        ),
        .register(
            "KND-EX-02",
            .error,
            "Migration Law, art. 21(2)",
            why: "the register of kandas knows earlier extensions"
        ),
        .register(
            "KND-EX-03",
            .error,
            "Migration Law, art. 21(2)",
            why: "the term is set by the decision, not asked for"
        ),
        .register(
            "KND-EX-05",
            .error,
            "Migration Law, art. 21(2)",
            why: "the interior register knows residence permits"
        ),
        .register("KND-AS-01", .error, "D", why: "the register of kandas knows who has the status"),
        .register("KND-AS-02", .warning, "APPC, art. 70", why: "the register of kandas knows earlier refusals"),
    ]
}

extension Attachment {
    /// The languages that need no translation.
    static let officialLanguages: Set<String> = ["kk", "ru"]
}
