extension Person {
    /// What a person is to the applicant.
    public enum Relation: String, Sendable, CaseIterable, Codable {
        /// The applicant.
        case applicant = "SELF"
        /// Husband or wife.
        case spouse = "SPOUSE"
        /// Son.
        case son = "SON"
        /// Daughter.
        case daughter = "DAUGHTER"
        /// Father.
        case father = "FATHER"
        /// Mother.
        case mother = "MOTHER"
        /// Brother.
        case brother = "BROTHER"
        /// Sister.
        case sister = "SISTER"
        /// Grandchild.
        case grandchild = "GRANDCHILD"
        /// Ward: a minor under the applicant's guardianship.
        case ward = "WARD"
        /// Another relative.
        case other = "OTHER"
    }

    /// What is asked for a person.
    public enum Request: String, Sendable, CaseIterable, Codable {
        /// The assignment of kandas status.
        case assign = "ASSIGN"
        /// The extension of kandas status.
        case extend = "EXTEND"
        /// Nothing: the person is listed as family only.
        case listedOnly = "LISTED_ONLY"
    }

    /// A person's nationality (ethnicity), as far as the status depends on it.
    public enum Nationality: String, Sendable, CaseIterable, Codable {
        /// Kazakh.
        case kazakh = "KAZAKH"
        /// Another one.
        case other = "OTHER"
    }

    /// What proves a person's nationality (Migration Law, article 21(3)).
    public enum NationalityEvidence: String, Sendable, CaseIterable, Codable {
        /// The entry in the identity document.
        case identityDocumentEntry = "ID_DOCUMENT_ENTRY"
        /// An attached document of the kind ``Attachment/Kind/nationalityEvidence``.
        case attachment = "ATTACHMENT"
        /// The recommendation of the commission on belonging to the Kazakh nationality.
        case commissionRecommendation = "COMMISSION_RECOMMENDATION"
    }
}
