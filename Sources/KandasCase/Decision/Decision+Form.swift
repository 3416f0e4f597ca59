import KandasSign

extension RefusalGround: FormValue {}
extension Decision.Kind: FormValue {}

extension BilingualText {
    static let form = FormTable<Self>(
        Self.init,
        [.text("kk", \.kazakh, limit: 4_000), .text("ru", \.russian, limit: 4_000)]
    )
}

extension Decision {
    /// The fields of a decision.
    static let form = FormTable<Decision>(
        Decision.init,
        [
            .text("id", \.id, limit: 36),
            .choice("kind", \.kind),
            .flag("draft", \.isDraft),
            .text("documentNumber", \.documentNumber, limit: 14),
            .group("title", \.title, BilingualText.form),
            .text("decisionNumber", \.decisionNumber, limit: 50),
            .date("decisionDate", \.decisionDate),
            .group("place", \.place, BilingualText.form),
            .group("body", \.body, Body.form),
            .group("official", \.official, Official.form),
            .group("application", \.application, ApplicationReference.form),
            .group("holder", \.holder, Holder.form),
            .group("statement", \.statement, BilingualText.form),
            .group("certificate", \.certificate, CertificatePart.form),
            .group("extension", \.prolongation, ProlongationPart.form),
            .group("refusal", \.refusal, RefusalPart.form),
            .list("legalBasis", item: "act", \.legalBasis, Basis.form),
            .group("appeal", \.appeal, Appeal.form),
            .group("status", \.status, StatusEntry.form),
        ]
    )
}

extension Decision.Body {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("bin", \.bin, limit: 12), .group("name", \.name, BilingualText.form),
            .text("kato", \.kato, limit: 9),
        ]
    )
}

extension Decision.Official {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("surname", \.surname), .text("initials", \.initials, limit: 50),
            .group("position", \.position, BilingualText.form),
        ]
    )
}

extension Decision.ApplicationReference {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("id", \.id, limit: 36),
            .text("registrationNumber", \.registrationNumber, limit: 50),
            .date("registeredOn", \.registeredOn),
            .date("due", \.due),
            .text("profile", \.profile, limit: 50),
        ]
    )
}

extension Decision.Holder {
    static let form = FormTable<Self>(
        Self.init,
        [
            .choice("relation", \.relation),
            .text("iin", \.iin, limit: 12),
            .text("surname", \.surname),
            .text("name", \.name),
            .text("patronymic", \.patronymic),
            .text("surnameLatin", \.surnameLatin),
            .text("nameLatin", \.nameLatin),
            .date("birthDate", \.birthDate),
            .choice("sex", \.sex),
            .group("nationality", \.nationality, BilingualText.form),
            .text("citizenship", \.citizenship, limit: 3),
            .text("countryOfOrigin", \.countryOfOrigin, limit: 3),
            .group("identityDocument", \.identityDocument, Person.IdentityDocument.form),
        ]
    )
}

extension Decision.Basis {
    static let form = FormTable<Self>(
        Self.init,
        [.text("reference", \.reference), .group("text", \.text, BilingualText.form)]
    )
}

extension Decision.Appeal {
    static let form = FormTable<Self>(
        Self.init,
        [
            .group("body", \.body, BilingualText.form),
            .group("superiorBody", \.superiorBody, BilingualText.form),
            .number("months", \.months),
            .group("order", \.order, BilingualText.form),
        ]
    )
}

extension Decision.StatusEntry {
    static let form = FormTable<Self>(Self.init, [.text("list", \.list, limit: 36), .number("index", \.index)])
}

extension Decision.CertificatePart {
    static let form = FormTable<Self>(
        Self.init,
        [
            .date("statusDate", \.statusDate),
            .date("validUntil", \.validUntil),
            .choice("category", \.category),
            .group("quota", \.quota, Application.Quota.form),
            .group("residence", \.residence, Application.Residence.form),
            .text("familyOf", \.familyOf, limit: 14),
            .group("notice", \.notice, BilingualText.form),
        ]
    )
}

extension Decision.ProlongationPart {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("certificateNumber", \.certificateNumber, limit: 50),
            .date("certificateDate", \.certificateDate),
            .date("previousValidUntil", \.previousValidUntil),
            .date("validUntil", \.validUntil),
            .flag("isFirst", \.isFirst),
            .flag("residesPermanently", \.residesPermanently),
            .group("purpose", \.purpose, BilingualText.form),
        ]
    )
}

extension Decision.RefusalPart {
    static let form = FormTable<Self>(
        Self.init,
        [
            .choice("requested", \.requested),
            .list("grounds", item: "ground", \.grounds, Decision.Ground.form),
            .group("facts", \.facts, BilingualText.form),
            .group("documents", \.documents, BilingualText.form),
            .group("remedy", \.remedy, BilingualText.form),
            .group("hearing", \.hearing, Decision.Hearing.form),
        ]
    )
}

extension Decision.Ground {
    static let form = FormTable<Self>(
        Self.init,
        [.choice("code", \.code), .text("reference", \.reference), .group("text", \.text, BilingualText.form)]
    )
}

extension Decision.Hearing {
    static let form = FormTable<Self>(
        Self.init,
        [.flag("held", \.held), .date("date", \.date), .group("reason", \.reason, BilingualText.form)]
    )
}
