public import KandasSign

/// A person of an application: the applicant or a family member.
public struct Person: Hashable, Sendable {
    /// A short name of the person within the application, to which attachments refer: `applicant`, `member-1`.
    public var id: String?
    /// What the person is to the applicant; ``Relation/applicant`` for the applicant.
    public var relation: Relation?
    /// What is asked for this person.
    public var requested: Request?
    /// The IIN, twelve digits.
    ///
    /// Children and applicants on paper may have none.
    public var iin: String?
    /// The surname.
    ///
    /// People with a single name have none.
    public var surname: String?
    /// The name.
    public var name: String?
    /// The patronymic, only if the identity document has one.
    public var patronymic: String?
    /// The surname in Latin letters, as in the passport.
    public var surnameLatin: String?
    /// The name in Latin letters, as in the passport.
    public var nameLatin: String?
    /// The birth date.
    ///
    /// It need not be the one in the IIN.
    public var birthDate: CalendarDate?
    /// Where the person was born.
    public var birthPlace: BirthPlace?
    /// The sex.
    public var sex: Sex?
    /// The nationality (ethnicity).
    public var nationality: Nationality?
    /// What proves the nationality.
    public var nationalityEvidence: NationalityEvidence?
    /// The country of citizenship, three letters (ISO 3166-1), `XXA` for a stateless person.
    public var citizenship: String?
    /// The country the person came from, three letters (ISO 3166-1).
    public var countryOfOrigin: String?
    /// The day of arrival in Kazakhstan.
    public var arrivalDate: CalendarDate?
    /// Whether the person was ever a citizen of Kazakhstan.
    public var everKazakhstanCitizen: Bool?
    /// The identity document.
    public var identityDocument: IdentityDocument?
    /// The person's kandas certificate whose status is to be extended.
    ///
    /// The applicant's is usually ``Application/previousCertificate``.
    public var previousCertificate: Application.PreviousCertificate?
    /// The education, in words.
    public var education: String?
    /// The occupation, in words.
    public var occupation: String?
    /// Anything that needs explaining, such as why the country of origin is unknown.
    public var remark: String?

    /// Creates an empty person.
    public init() {}
}
