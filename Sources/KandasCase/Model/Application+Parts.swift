public import KandasSign

extension Application {
    /// A place in the regional quota.
    public struct Quota: Hashable, Sendable {
        /// The number of the decision.
        public var number: String?
        /// The day of the decision.
        public var date: CalendarDate?

        /// Creates an empty value.
        public init() {}
    }

    /// The local executive body that decides.
    public struct DecidingBody: Hashable, Sendable {
        /// Its BIN.
        public var bin: String?
        /// Its name in Kazakh.
        public var nameKazakh: String?
        /// Its name in Russian.
        public var nameRussian: String?
        /// The code of its place in the classifier of administrative-territorial objects (KATO), nine digits.
        public var kato: String?

        /// Creates an empty value.
        public init() {}
    }

    /// A place of residence in Kazakhstan.
    public struct Residence: Hashable, Sendable {
        /// The code of the place in the classifier of administrative-territorial objects (KATO), nine digits.
        public var kato: String?
        /// The region.
        public var region: String?
        /// The district.
        public var district: String?
        /// The city, town or village.
        public var locality: String?
        /// The street.
        public var street: String?
        /// The number of the building.
        public var building: String?
        /// The number of the flat.
        public var flat: String?

        /// Creates an empty value.
        public init() {}
    }

    /// How the applicant is reached.
    public struct Contact: Hashable, Sendable {
        /// A telephone number with country code: `+77010000000` (E.164).
        public var phone: String?
        /// An e-mail address.
        public var email: String?
        /// The IIN of another person who may be contacted.
        public var personIIN: String?

        /// Creates an empty value.
        public init() {}
    }

    /// The consent that a mission abroad gave before the move (Migration Law, article 20).
    public struct PriorConsent: Hashable, Sendable {
        /// The number of the decision.
        public var number: String?
        /// The day of the decision.
        public var date: CalendarDate?
        /// The mission.
        public var mission: String?

        /// Creates an empty value.
        public init() {}
    }

    /// The kandas certificate issued before.
    public struct PreviousCertificate: Hashable, Sendable {
        /// Its number.
        public var number: String?
        /// The day it was issued.
        public var issueDate: CalendarDate?
        /// The last day it is valid.
        public var validUntil: CalendarDate?

        /// Creates an empty value.
        public init() {}
    }

    /// The consent to the use of personal data (Personal Data Law, article 8).
    public struct PersonalDataConsent: Hashable, Sendable {
        /// The day it was given.
        public var givenOn: CalendarDate?
        /// How it was given.
        public var method: Method?

        /// Creates an empty value.
        public init() {}

        /// How a consent was given.
        public enum Method: String, Sendable, CaseIterable, Codable {
            /// With this application's own electronic signature.
            case signature = "EDS"
            /// By answering an SMS.
            case sms = "SMS"
            /// On paper.
            case paper = "PAPER"
        }
    }
}
