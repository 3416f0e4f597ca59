public import KandasSign

extension Decision {
    /// What only a certificate says.
    public struct CertificatePart: Hashable, Sendable {
        /// The first day of the status.
        public var statusDate: CalendarDate?
        /// Its last day (Migration Law article 25): the one before the same date a year later.
        public var validUntil: CalendarDate?
        /// Whether the family comes by the regional quota or on its own.
        public var category: Application.Category?
        /// The place in the regional quota.
        public var quota: Application.Quota?
        /// Where the holder lives in Kazakhstan.
        public var residence: Application.Residence?
        /// For a family member: the applicant's document number.
        public var familyOf: String?
        /// That the certificate shows a status and is no identity document.
        public var notice: BilingualText?

        /// Creates an empty value.
        public init() {}
    }

    /// What only an extension says.
    public struct ProlongationPart: Hashable, Sendable {
        /// The number of the certificate that is extended.
        public var certificateNumber: String?
        /// The day it was issued.
        public var certificateDate: CalendarDate?
        /// Its last day so far.
        public var previousValidUntil: CalendarDate?
        /// The new last day, at most six months later.
        public var validUntil: CalendarDate?
        /// That it is the first extension; there is no second one.
        public var isFirst: Bool?
        /// That the holder resides in Kazakhstan permanently.
        public var residesPermanently: Bool?
        /// What it is extended for.
        public var purpose: BilingualText?

        /// Creates an empty value.
        public init() {}
    }

    /// What only a refusal says.
    public struct RefusalPart: Hashable, Sendable {
        /// What was asked for the person.
        public var requested: Person.Request?
        /// The grounds.
        public var grounds: [Ground] = []
        /// The facts that were found.
        public var facts: BilingualText?
        /// The documents that were examined.
        public var documents: BilingualText?
        /// What to mend in order to apply again (Public Services Law article 19-1(3)).
        public var remedy: BilingualText?
        /// Whether the applicant was heard.
        public var hearing: Hearing?

        /// Creates an empty value.
        public init() {}
    }

    /// A ground of a refusal.
    public struct Ground: Hashable, Sendable {
        /// The code.
        public var code: RefusalGround?
        /// The article behind it, as ``LegalReference`` reads it.
        public var reference: String?
        /// The ground and its article, in words.
        public var text: BilingualText?

        /// Creates an empty value.
        public init() {}
    }

    /// The hearing of the applicant before a refusal (APPC article 73).
    public struct Hearing: Hashable, Sendable {
        /// Whether it took place.
        public var held: Bool?
        /// Its day.
        public var date: CalendarDate?
        /// Why it did not take place.
        public var reason: BilingualText?

        /// Creates an empty value.
        public init() {}
    }
}
