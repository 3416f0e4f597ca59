public import KandasSign

extension Decision {
    /// The body that decided.
    public struct Body: Hashable, Sendable {
        /// Its BIN.
        public var bin: String?
        /// Its name.
        public var name: BilingualText?
        /// The code of its place in the classifier of administrative-territorial objects (KATO), nine digits.
        public var kato: String?

        /// Creates an empty value.
        public init() {}
    }

    /// Who decided (APPC article 80).
    public struct Official: Hashable, Sendable {
        /// The surname.
        public var surname: String?
        /// The initials: `Е. М.`
        public var initials: String?
        /// The position.
        public var position: BilingualText?

        /// Creates an empty value.
        public init() {}
    }

    /// The application that was decided on.
    public struct ApplicationReference: Hashable, Sendable {
        /// Its identifier.
        public var id: String?
        /// The number it was registered under.
        public var registrationNumber: String?
        /// The day it was registered.
        public var registeredOn: CalendarDate?
        /// The last day for the decision.
        public var due: CalendarDate?
        /// The regulation profile that the last day follows.
        public var profile: String?

        /// Creates an empty value.
        public init() {}
    }

    /// The person the decision is about.
    public struct Holder: Hashable, Sendable {
        /// What the person is to the applicant.
        public var relation: Person.Relation?
        /// The IIN, twelve digits.
        public var iin: String?
        /// The surname.
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
        public var birthDate: CalendarDate?
        /// The sex.
        public var sex: Sex?
        /// The nationality (ethnicity).
        public var nationality: BilingualText?
        /// The country of citizenship, three letters (ISO 3166-1), `XXA` for a stateless person.
        public var citizenship: String?
        /// The country the person came from, three letters (ISO 3166-1).
        public var countryOfOrigin: String?
        /// The identity document.
        public var identityDocument: Person.IdentityDocument?

        /// Creates an empty value.
        public init() {}

        /// Surname, name and patronymic.
        public var fullName: String {
            let parts = [surname, name, patronymic].compactMap(\.self)
            return (parts.isEmpty ? [surnameLatin, nameLatin].compactMap(\.self) : parts).joined(separator: " ")
        }
    }

    /// An act that a decision rests on.
    public struct Basis: Hashable, Sendable {
        /// The reference, as ``LegalReference`` reads it.
        public var reference: String?
        /// The same in words.
        public var text: BilingualText?

        /// Creates an empty value.
        public init() {}
    }

    /// How a decision can be appealed (APPC articles 80(5), 91, 92).
    public struct Appeal: Hashable, Sendable {
        /// The body the complaint is handed to.
        public var body: BilingualText?
        /// The superior body, which decides it.
        public var superiorBody: BilingualText?
        /// Within how many months.
        public var months: Int?
        /// In what order.
        public var order: BilingualText?

        /// Creates an empty value.
        public init() {}
    }

    /// The place of a certificate in a status list.
    public struct StatusEntry: Hashable, Sendable {
        /// The list's identifier, a UUID.
        public var list: String?
        /// The place in it, from 0.
        public var index: Int?

        /// Creates an empty value.
        public init() {}

        /// Creates a value.
        public init(list: String, index: Int) {
            self.list = list
            self.index = index
        }
    }
}
