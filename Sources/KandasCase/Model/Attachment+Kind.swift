extension Attachment {
    /// What an attached document is.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// The application form with the applicant's own signature by hand.
        case signedForm = "SIGNED_FORM"
        /// The applicant's autobiography, in free form.
        case autobiography = "AUTOBIOGRAPHY"
        /// A passport or another identity document.
        case identityDocument = "IDENTITY_DOCUMENT"
        /// A birth certificate.
        case birthCertificate = "BIRTH_CERTIFICATE"
        /// An official document that confirms the nationality.
        case nationalityEvidence = "NATIONALITY_EVIDENCE"
        /// A notarised translation of another attachment.
        case translation = "TRANSLATION"
        /// The decision on prior consent by a mission abroad.
        case priorConsent = "PRIOR_CONSENT"
        /// The kandas certificate issued before.
        case previousCertificate = "PREVIOUS_CERTIFICATE"
        /// A document on kinship, marriage or guardianship.
        case kinship = "KINSHIP"
        /// An employment contract.
        case employment = "EMPLOYMENT"
        /// A certificate of study.
        case study = "STUDY"
        /// A permit of residence in Kazakhstan.
        case residencePermit = "RESIDENCE_PERMIT"
        /// A photograph.
        case photo = "PHOTO"
        /// Another document.
        case other = "OTHER"

        /// Whether it proves who a person is.
        public var provesIdentity: Bool { self == .identityDocument || self == .birthCertificate }
    }
}
