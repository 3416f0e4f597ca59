public import KandasSign

extension Person {
    /// A document that proves who a person is.
    public struct IdentityDocument: Hashable, Sendable {
        /// Its kind.
        public var kind: Kind?
        /// Its series, if it has one.
        public var series: String?
        /// Its number.
        public var number: String?
        /// Who issued it.
        public var issuer: String?
        /// The day it was issued.
        public var issueDate: CalendarDate?
        /// The last day it is valid, if it ends.
        public var expiryDate: CalendarDate?
        /// The country that issued it, three letters (ISO 3166-1).
        public var country: String?

        /// Creates an empty value.
        public init() {}

        /// The kind of an identity document.
        public enum Kind: String, Sendable, CaseIterable, Codable {
            /// A passport of another country.
            case foreignPassport = "FOREIGN_PASSPORT"
            /// An identity card of another country.
            case foreignIdentityCard = "FOREIGN_ID_CARD"
            /// A birth certificate.
            case birthCertificate = "BIRTH_CERTIFICATE"
            /// A stateless person's certificate.
            case statelessCertificate = "STATELESS_CERTIFICATE"
            /// A foreigner's residence permit in Kazakhstan.
            case residencePermit = "RESIDENCE_PERMIT"
        }
    }

    /// Where a person was born.
    public struct BirthPlace: Hashable, Sendable {
        /// The country, three letters (ISO 3166-1).
        public var country: String?
        /// The place, in words.
        public var place: String?

        /// Creates an empty value.
        public init() {}
    }
}
