extension Person {
    /// The fields of a person.
    static let form = FormTable<Person>(
        Person.init,
        [
            .text("id", \.id, limit: 50),
            .choice("relation", \.relation),
            .choice("requested", \.requested),
            .text("iin", \.iin, limit: 12),
            .text("surname", \.surname),
            .text("name", \.name),
            .text("patronymic", \.patronymic),
            .text("surnameLatin", \.surnameLatin),
            .text("nameLatin", \.nameLatin),
            .date("birthDate", \.birthDate),
            .group("birthPlace", \.birthPlace, BirthPlace.form),
            .choice("sex", \.sex),
            .choice("nationality", \.nationality),
            .choice("nationalityEvidence", \.nationalityEvidence),
            .text("citizenship", \.citizenship, limit: 3),
            .text("countryOfOrigin", \.countryOfOrigin, limit: 3),
            .date("arrivalDate", \.arrivalDate),
            .flag("everKazakhstanCitizen", \.everKazakhstanCitizen),
            .group("identityDocument", \.identityDocument, IdentityDocument.form),
            .group("previousCertificate", \.previousCertificate, Application.PreviousCertificate.form),
            .text("education", \.education, limit: 500),
            .text("occupation", \.occupation, limit: 500),
            .text("remark", \.remark, limit: 1_000),
        ]
    )
}

extension Person.BirthPlace {
    static let form = FormTable<Self>(
        Self.init,
        [.text("country", \.country, limit: 3), .text("place", \.place, limit: 300)]
    )
}

extension Person.IdentityDocument {
    static let form = FormTable<Self>(
        Self.init,
        [
            .choice("kind", \.kind),
            .text("series", \.series, limit: 20),
            .text("number", \.number, limit: 20),
            .text("issuer", \.issuer, limit: 300),
            .date("issueDate", \.issueDate),
            .date("expiryDate", \.expiryDate),
            .text("country", \.country, limit: 3),
        ]
    )
}
