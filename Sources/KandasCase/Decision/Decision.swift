public import KandasSign

/// The service's result for one person: a kandas certificate, the decision to extend the status, or a substantiated
/// refusal.
///
/// Every field may be empty, since a document from elsewhere may lack any of them; what a decision needs is the business
/// of ``DecisionRule``, and only a ``CheckedDecision`` can be signed.
public struct Decision: Hashable, Sendable {
    /// The identifier, a UUID of version 7 (RFC 9562).
    public var id: String?
    /// What was decided.
    public var kind: Kind?
    /// Whether it is a draft: signed to be looked at, and never an act, whatever is added to its signature later.
    public var isDraft: Bool?
    /// The document's number, 14 digits; for a certificate the number of the certificate.
    public var documentNumber: String?
    /// What the document is called.
    public var title: BilingualText?
    /// The decision's number in the body's register.
    public var decisionNumber: String?
    /// The day of the decision.
    public var decisionDate: CalendarDate?
    /// The place of the decision.
    public var place: BilingualText?
    /// The body that decided.
    public var body: Body?
    /// Who decided, as the act names them.
    public var official: Official?
    /// The application that was decided on.
    public var application: ApplicationReference?
    /// The person the decision is about.
    public var holder: Holder?
    /// What was decided, in a sentence.
    public var statement: BilingualText?
    /// The certificate.
    public var certificate: CertificatePart?
    /// The extension.
    public var prolongation: ProlongationPart?
    /// The refusal.
    public var refusal: RefusalPart?
    /// The acts the decision rests on.
    public var legalBasis: [Basis] = []
    /// How it can be appealed (APPC article 80(5)).
    public var appeal: Appeal?
    /// The place of the certificate in the authority's status list.
    public var status: StatusEntry?

    /// Creates an empty decision.
    public init() {}

    /// What was decided.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// The status was assigned: a kandas certificate.
        case certificate = "CERTIFICATE"
        /// The status was extended.
        case prolongation = "EXTENSION"
        /// It was refused.
        case refusal = "REFUSAL"
    }

    /// The last day of the status by this document; `nil` for a refusal.
    public var validUntil: CalendarDate? { certificate?.validUntil ?? prolongation?.validUntil }
}
