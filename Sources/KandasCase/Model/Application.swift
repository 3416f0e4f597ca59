/// An application for kandas status, or for its extension: one applicant and any number of family members.
///
/// Every field may be empty, since a form is filled step by step; what an application needs to be complete is the
/// business of ``ApplicationRule``. Text is kept as it was given. Identification numbers and codes are text too, so that
/// a wrong one can be shown and explained; typed readings are made where rules need them.
public struct Application: Hashable, Sendable {
    /// The identifier, a UUID of version 7 (RFC 9562).
    public var id: String?
    /// What is asked for.
    public var service: Service?
    /// How the application is handed in.
    public var channel: Channel?
    /// How the application is signed.
    public var signingMethod: SigningMethod?
    /// The language of the correspondence.
    public var language: CorrespondenceLanguage?
    /// The purpose of the move, in words.
    public var purpose: String?
    /// Whether the family comes by the regional quota or on its own.
    public var category: Category?
    /// The place in the regional quota, if it comes by one.
    public var quota: Quota?
    /// The local executive body that decides.
    public var decidingBody: DecidingBody?
    /// Where the family lives in Kazakhstan.
    public var residence: Residence?
    /// How the applicant is reached.
    public var contact: Contact?
    /// The consent that a mission abroad gave before the move.
    public var priorConsent: PriorConsent?
    /// The certificate whose status is to be extended.
    public var previousCertificate: PreviousCertificate?
    /// The consent to the use of personal data.
    public var personalDataConsent: PersonalDataConsent?
    /// The applicant's declaration that the data are true (Migration Law, article 26).
    public var declaredTruth: Bool?
    /// The applicant.
    public var applicant = Person()
    /// The family members, in the order of the form.
    public var members: [Person] = []
    /// The attachments, in the order of the form.
    public var attachments: [Attachment] = []

    /// Creates an empty application.
    public init() {}

    /// The applicant and then the members, each with its path in the form: `applicant`, `members[0]`.
    public var people: some Sequence<(path: String, person: Person)> {
        sequence(state: -1) { (index: inout Int) -> (path: String, person: Person)? in
            defer { index += 1 }
            if index < 0 { return ("applicant", applicant) }
            return index < members.count ? ("members[\(index)]", members[index]) : nil
        }
    }
}
