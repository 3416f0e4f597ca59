extension Application {
    /// The fields of an application.
    static let form = FormTable<Application>(
        Application.init,
        [
            .text("id", \.id, limit: 36),
            .choice("service", \.service),
            .choice("channel", \.channel),
            .choice("signingMethod", \.signingMethod),
            .choice("language", \.language),
            .text("purpose", \.purpose, limit: 500),
            .choice("category", \.category),
            .group("quota", \.quota, Quota.form),
            .group("decidingBody", \.decidingBody, DecidingBody.form),
            .group("residence", \.residence, Residence.form),
            .group("contact", \.contact, Contact.form),
            .group("priorConsent", \.priorConsent, PriorConsent.form),
            .group("previousCertificate", \.previousCertificate, PreviousCertificate.form),
            .group("personalDataConsent", \.personalDataConsent, PersonalDataConsent.form),
            .flag("declaredTruth", \.declaredTruth),
            .required("applicant", \.applicant, Person.form),
            .list("members", item: "member", \.members, Person.form),
            .list("attachments", item: "attachment", \.attachments, Attachment.form),
        ]
    )
}

extension Application.Quota {
    static let form = FormTable<Self>(Self.init, [.text("number", \.number, limit: 50), .date("date", \.date)])
}

extension Application.DecidingBody {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("bin", \.bin, limit: 12),
            .text("nameKazakh", \.nameKazakh, limit: 300),
            .text("nameRussian", \.nameRussian, limit: 300),
            .text("kato", \.kato, limit: 9),
        ]
    )
}

extension Application.Residence {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("kato", \.kato, limit: 9),
            .text("region", \.region, limit: 200),
            .text("district", \.district, limit: 200),
            .text("locality", \.locality, limit: 200),
            .text("street", \.street, limit: 200),
            .text("building", \.building, limit: 50),
            .text("flat", \.flat, limit: 50),
        ]
    )
}

extension Application.Contact {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("phone", \.phone, limit: 50),
            .text("email", \.email, limit: 254),
            .text("personIIN", \.personIIN, limit: 12),
        ]
    )
}

extension Application.PriorConsent {
    static let form = FormTable<Self>(
        Self.init,
        [.text("number", \.number, limit: 50), .date("date", \.date), .text("mission", \.mission, limit: 300)]
    )
}

extension Application.PreviousCertificate {
    static let form = FormTable<Self>(
        Self.init,
        [.text("number", \.number, limit: 50), .date("issueDate", \.issueDate), .date("validUntil", \.validUntil)]
    )
}

extension Application.PersonalDataConsent {
    static let form = FormTable<Self>(Self.init, [.date("givenOn", \.givenOn), .choice("method", \.method)])
}
