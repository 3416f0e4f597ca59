import KandasSign

/// An application as rules look at it, with what several of them need looked up once.
struct RuleSubject: Sendable {
    let application: Application
    let context: RuleContext
    /// The positions of the attachments of each person; those of nobody in particular are the applicant's.
    let attachmentsOfPerson: [String: [Int]]
    /// The first attachment of each ``Attachment/key``.
    let attachmentByKey: [String: Int]
    /// The attachments that are translated, by ``Attachment/key``, and the positions of their translations.
    let translationsOf: [String: [Int]]
    /// The ids of all people.
    let personIDs: Set<String>

    init(_ application: Application, _ context: RuleContext) {
        self.application = application
        self.context = context
        var ofPerson: [String: [Int]] = [:]
        var byKey: [String: Int] = [:]
        var translations: [String: [Int]] = [:]
        let applicant = application.applicant.id ?? ""
        for (index, attachment) in application.attachments.enumerated() {
            ofPerson[attachment.person ?? applicant, default: []].append(index)
            if let key = attachment.key, byKey[key] == nil { byKey[key] = index }
            if attachment.kind == .translation, let original = attachment.translationOf {
                translations[original, default: []].append(index)
            }
        }
        attachmentsOfPerson = ofPerson
        attachmentByKey = byKey
        translationsOf = translations
        personIDs = Set(application.people.compactMap(\.person.id))
    }

    /// The attachments of a person.
    func attachments(of person: Person) -> some Sequence<Attachment> {
        (attachmentsOfPerson[person.id ?? ""] ?? []).lazy.map { application.attachments[$0] }
    }

    /// Whether the day is after the one the application is judged at.
    func isInFuture(_ day: CalendarDate?) -> Bool { day.map { $0 > context.judgedOn } ?? false }

    /// Whether the day is before the one the application is judged at.
    func isPast(_ day: CalendarDate?) -> Bool { day.map { $0 < context.judgedOn } ?? false }
}

extension Person {
    /// Whether a status is asked for the person.
    var wantsStatus: Bool { requested == .assign || requested == .extend }
}
