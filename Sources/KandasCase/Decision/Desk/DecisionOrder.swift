public import KandasSign

/// What an official decides about an application.
public struct DecisionOrder: Sendable {
    /// The body that decides.
    public var body: Decision.Body
    /// Who decides.
    public var official: Decision.Official
    /// The place.
    public var place: BilingualText
    /// The day of the decision.
    public var date: CalendarDate
    /// The number the application was registered under.
    public var registrationNumber: String
    /// When the application came in.
    public var received: ReceiptTime
    /// The regulation profile, or `nil` for the one in force on the day of receipt.
    public var profile: RegulationProfile?
    /// The superior body, to which appeals go; the Ministry unless it says otherwise (Migration Law article 11(10)).
    public var superiorBody: BilingualText
    /// That the official decides although the term has passed.
    public var isLateOnPurpose = false
    /// That only drafts are made, which are signed without trusted time and are no acts.
    public var isDraft = false
    /// What is decided, by ``Person/id``.
    public var outcomes: [String: Outcome]

    /// Creates an order.
    public init(
        body: Decision.Body,
        official: Decision.Official,
        place: BilingualText,
        date: CalendarDate,
        registrationNumber: String,
        received: ReceiptTime,
        outcomes: [String: Outcome]
    ) {
        self.body = body
        self.official = official
        self.place = place
        self.date = date
        self.registrationNumber = registrationNumber
        self.received = received
        self.outcomes = outcomes
        superiorBody = BilingualText(code: "DECISION_SUPERIOR_BODY")
    }

    /// What is decided for a person.
    public enum Outcome: Hashable, Sendable {
        /// The status is assigned. The IIN is the one formed with the decision, where the application has none.
        case certificate(iin: String? = nil)
        /// The status is extended, to the day given or for six months.
        case prolongation(Prolongation)
        /// It is refused.
        case refusal(Refusal)
    }

    /// What an extension rests on; the registers that know it are not at hand here.
    public struct Prolongation: Hashable, Sendable {
        /// The new last day; `nil` for six months.
        public var validUntil: CalendarDate?
        /// That the register knows no earlier extension.
        public var isFirst: Bool
        /// That the holder resides in Kazakhstan permanently.
        public var residesPermanently: Bool

        /// Creates a value.
        public init(validUntil: CalendarDate? = nil, isFirst: Bool, residesPermanently: Bool) {
            self.validUntil = validUntil
            self.isFirst = isFirst
            self.residesPermanently = residesPermanently
        }
    }

    /// What a refusal rests on.
    public struct Refusal: Hashable, Sendable {
        /// The grounds.
        public var grounds: [RefusalGround]
        /// The facts that were found.
        public var facts: BilingualText
        /// What to mend in order to apply again.
        public var remedy: BilingualText
        /// The documents that were examined.
        public var documents: BilingualText?
        /// The day of the hearing, or `nil` if there was none.
        public var heardOn: CalendarDate?
        /// Further articles that the refusal rests on, as ``LegalReference`` reads them: `migration-law 1(13)`.
        public var articles: [String] = []

        /// Creates a value.
        public init(
            grounds: [RefusalGround],
            facts: BilingualText,
            remedy: BilingualText,
            documents: BilingualText? = nil,
            heardOn: CalendarDate? = nil
        ) {
            self.grounds = grounds
            self.facts = facts
            self.remedy = remedy
            self.documents = documents
            self.heardOn = heardOn
        }
    }
}
