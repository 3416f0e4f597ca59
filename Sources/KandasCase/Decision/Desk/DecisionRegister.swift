public import KandasSign

/// A body's register of decisions: which numbers were given out, and for what, so that no number stands on two documents
/// and nothing is decided twice.
///
/// It holds neither names nor identification numbers of people.
public struct DecisionRegister: Hashable, Sendable {
    /// The BIN of the body.
    public let authority: BusinessIdentificationNumber
    /// The first two digits of the body's region in the classifier of administrative-territorial objects (KATO).
    public let region: String
    /// The serial number given out last, by year.
    public internal(set) var last: [Int: Int] = [:]
    /// What was issued, in the order of numbers.
    public internal(set) var entries: [Entry] = []

    private var numbers: Set<String> = []
    private var decided: [String: String] = [:]
    private var prolonged: [String: String] = [:]

    /// A document that was issued.
    public struct Entry: Hashable, Sendable, Codable {
        /// The document's number.
        public let number: String
        /// The decision's number.
        public let decision: String
        /// What was decided.
        public let kind: Decision.Kind
        /// The day of the decision.
        public let date: CalendarDate
        /// The application's identifier.
        public let application: String
        /// The person's id in the application.
        public let person: String
        /// The SHA-256 of the signed document, 64 hexadecimal digits.
        public let sha256: String
        /// For an extension the number of the certificate.
        public var extends: String?
    }

    /// Creates an empty register.
    ///
    /// - Parameters:
    ///   - authority: The BIN of the body.
    ///   - region: The first two digits of its region (KATO).
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if there is no such region.
    public init(authority: BusinessIdentificationNumber, region: String) throws(SigningError) {
        guard Region.name(of: region) != nil else {
            throw .malformed("there is no region with the digits \(region)")
        }
        self.authority = authority
        self.region = region
    }

    /// The number of the document that was issued for a person; `nil` if none was.
    public func number(ofApplication application: String, person: String) -> String? {
        decided["\(application)/\(person)"]
    }

    /// The number of the extension that was issued for a certificate; `nil` if none was.
    public func prolongation(of certificate: String) -> String? { prolonged[certificate] }

    /// Whether a number was given out, or could be.
    public func isTaken(_ number: String) -> Bool { numbers.contains(number) }

    /// Gives out the next numbers of a year: year, region and eight digits for the document, `75/2026/17` for the decision.
    ///
    /// - Returns: `nil` if the year has no number left.
    public mutating func next(in year: Int) -> (document: String, decision: String)? {
        func padded(_ value: Int, _ count: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
        }
        var serial = last[year] ?? 0
        repeat {
            serial += 1
            guard serial < 100_000_000, 0...9_999 ~= year else { return nil }
            // Somebody may have given that number out by hand.
        } while numbers.contains(padded(year, 4) + region + padded(serial, 8))
        last[year] = serial
        return (padded(year, 4) + region + padded(serial, 8), "\(region)/\(year)/\(serial)")
    }

    /// Records a document that was issued.
    ///
    /// - Throws: ``SigningError`` as ``record(_:)`` does.
    public mutating func record(_ issued: IssuedDecision, sha256: [UInt8]) throws(SigningError) {
        let decision = issued.decision
        guard let kind = decision.kind, let date = decision.decisionDate else {
            throw .malformed("a decision without kind and day was never issued")
        }
        try record(
            Entry(
                number: decision.documentNumber ?? "",
                decision: decision.decisionNumber ?? "",
                kind: kind,
                date: date,
                application: decision.application?.id ?? "",
                person: issued.person,
                sha256: KandasSign.Hexadecimal.text(sha256),
                extends: decision.prolongation?.certificateNumber
            )
        )
    }

    /// Records what was issued.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/statusChangeRefused`` if the number stands on another
    ///   document.
    public mutating func record(_ entry: Entry) throws(SigningError) {
        guard numbers.insert(entry.number).inserted else {
            throw .refusedChange("the number \(entry.number) stands on another document")
        }
        decided["\(entry.application)/\(entry.person)"] = entry.number
        if let certificate = entry.extends { prolonged[certificate] = entry.number }
        entries.append(entry)
    }
}
