import KandasSign

/// An application as rules look at it, with what several of them need looked up once.
struct RuleSubject: Sendable {
    let application: Application
    let context: RuleContext
    /// The kinds of the attachments that concern each person in particular.
    private let kindsOfPerson: [String: Set<Attachment.Kind>]
    /// The kinds of the attachments that concern nobody in particular, and so everybody: one scan of all passports.
    private let kindsOfAll: Set<Attachment.Kind>
    /// The first attachment of each ``Attachment/key``.
    let attachmentByKey: [String: Int]
    /// The attachments that are translated, by ``Attachment/key``, and the positions of their translations.
    let translationsOf: [String: [Int]]
    /// The ids of all people.
    let personIDs: Set<String>

    init(_ application: Application, _ context: RuleContext) {
        self.application = application
        self.context = context
        var ofPerson: [String: Set<Attachment.Kind>] = [:]
        var ofAll: Set<Attachment.Kind> = []
        var byKey: [String: Int] = [:]
        var translations: [String: [Int]] = [:]
        for (index, attachment) in application.attachments.enumerated() {
            if let kind = attachment.kind {
                if let person = attachment.person {
                    ofPerson[person, default: []].insert(kind)
                } else {
                    ofAll.insert(kind)
                }
            }
            if let key = attachment.key, byKey[key] == nil { byKey[key] = index }
            if attachment.kind == .translation, let original = attachment.translationOf {
                translations[original, default: []].append(index)
            }
        }
        kindsOfPerson = ofPerson
        kindsOfAll = ofAll
        attachmentByKey = byKey
        translationsOf = translations
        personIDs = Set(application.people.compactMap(\.person.id))
    }

    /// Whether one of the attachments that concern a person is of one of the kinds.
    func hasAttachment(_ kinds: Set<Attachment.Kind>, for person: Person) -> Bool {
        if !kindsOfAll.isDisjoint(with: kinds) { return true }
        return person.id.flatMap { kindsOfPerson[$0] }.map { !$0.isDisjoint(with: kinds) } ?? false
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
