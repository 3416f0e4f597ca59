public import KandasSign

/// What an official decided about one or several applications, person by person, as a file says it; `decide --template`
/// writes a blank one.
public struct OutcomeSheet: Hashable, Sendable {
    /// Who decides; what is missing is filled in from the key and the list of authorities.
    public var office: DecisionOffice
    /// The day of the decision; `nil` for the day on which it is signed.
    public var date: CalendarDate?
    /// The applications.
    public var cases: [Case]

    /// Creates a sheet.
    public init(office: DecisionOffice = DecisionOffice(), date: CalendarDate? = nil, cases: [Case] = []) {
        self.office = office
        self.date = date
        self.cases = cases
    }

    /// What was decided about an application.
    public struct Case: Hashable, Sendable {
        /// The application's identifier.
        public var application: String
        /// The number it was registered under; `nil` if its receipt tells.
        public var registrationNumber: String?
        /// When it came in; `nil` if its receipt tells.
        public var received: ReceiptTime?
        /// The regulation profile, or `nil` for the one in force on the day of receipt.
        public var profile: RegulationProfile?
        /// That the official decides although the term has passed.
        public var isLateOnPurpose: Bool
        /// The people.
        public var people: [PersonOutcome]

        /// Creates a case.
        public init(
            application: String,
            registrationNumber: String? = nil,
            received: ReceiptTime? = nil,
            profile: RegulationProfile? = nil,
            isLateOnPurpose: Bool = false,
            people: [PersonOutcome] = []
        ) {
            self.application = application
            self.registrationNumber = registrationNumber
            self.received = received
            self.profile = profile
            self.isLateOnPurpose = isLateOnPurpose
            self.people = people
        }
    }

    /// What was decided for a person.
    public struct PersonOutcome: Hashable, Sendable {
        /// The person's ``Person/id``.
        public var person: String
        /// The person's name, so that nobody is mistaken for another; `nil` if it is not compared.
        public var name: String?
        /// What was decided.
        public var outcome: DecisionOrder.Outcome
        /// The document's number, 14 digits; `nil` if a register gives it out.
        public var number: String?
        /// The decision's number; `nil` if a register gives it out.
        public var decisionNumber: String?

        /// Creates an outcome.
        public init(
            person: String,
            name: String? = nil,
            outcome: DecisionOrder.Outcome,
            number: String? = nil,
            decisionNumber: String? = nil
        ) {
            self.person = person
            self.name = name
            self.outcome = outcome
            self.number = number
            self.decisionNumber = decisionNumber
        }
    }
}
