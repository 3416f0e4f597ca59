public import KandasSign
public import KandasText

/// What a status list says, as JSON.
public struct StatusListDocument: Encodable, Sendable {
    /// The file.
    public let file: String
    /// `passed` if the list is reliable and nothing speaks against the certificate asked about, `failed` if it is broken or
    /// the certificate is out of force, else `indeterminate`.
    public let verdict: String
    /// The list's identifier.
    public let list: String
    /// The authority's BIN.
    public let authority: String
    /// The edition.
    public let sequence: Int
    /// When it was made.
    public let issuedAt: String
    /// Until when it may be relied on.
    public let nextUpdate: String
    /// Whether it is fresh.
    public let freshness: StatusList.Freshness
    /// How many places it has.
    public let places: Int
    /// How many rows its table has.
    public let exceptions: Int
    /// What it says about the certificate asked about.
    public let status: Status?
    /// Every reason.
    public let reasons: [ReasonDocument]
    /// The time that was judged at.
    public let judgedAt: String

    /// What a list says about a certificate.
    public struct Status: Encodable, Sendable {
        /// The place.
        public let place: Int
        /// The word.
        public let status: String
        /// The day that goes with it.
        public let date: CalendarDate?
        /// The same in words.
        public let text: String
    }

    /// Describes a list.
    public init(
        _ judged: JudgedStatusList,
        file: String,
        place: Int?,
        catalogue: Catalogue,
        language: Language
    ) {
        self.file = file
        list = judged.list.id
        authority = judged.list.authority.digits
        sequence = judged.list.sequence
        issuedAt = judged.list.issuedAt.description
        nextUpdate = judged.list.nextUpdate.description
        freshness = judged.list.freshness(at: judged.judgedAt)
        places = judged.list.places
        exceptions = judged.list.exceptions
        judgedAt = judged.judgedAt.description
        var reasons = judged.reasons
        var isOut = false
        status = place.flatMap { place in
            let day = CalendarDate(inKazakhstanAt: judged.judgedAt)
            guard let statement = judged.list.statement(at: place, on: day) else {
                reasons.append(Reason(StatusCode.notListed.rawValue, .failure, actor: .operator))
                return nil
            }
            switch statement {
            case .nothing, .extended: break
            case .replaced, .annulled, .ended: isOut = true
            }
            return Status(
                place: place,
                status: statement.word,
                date: statement.date,
                text: catalogue.message(for: "STATUS_WORD_\(statement.word)", in: language).text
            )
        }
        let severities = Set(reasons.map(\.severity))
        verdict =
            severities.contains(.failure)
            ? "failed" : severities.contains(.indeterminate) ? "indeterminate" : isOut ? "failed" : "passed"
        self.reasons = reasons.map { ReasonDocument($0, catalogue: catalogue, language: language) }
    }
}
