/// A kind of document that an application must have (list of documents of the service, order No. 329-ө-м).
struct AttachmentRequirement: Sendable {
    /// The kinds of which one is needed; the first is the usual one.
    let kinds: [Attachment.Kind]
    /// Whether one is needed for each person of the application, not one for all.
    let isForEachPerson: Bool
    /// Whether an application needs it.
    let applies: @Sendable (Application) -> Bool

    /// Whether an application needs it.
    func applies(to application: Application) -> Bool { applies(application) }

    /// All of them. Translations and evidence of nationality depend on other attachments and persons and have rules of
    /// their own, KND-AT-04 and KND-PR-10.
    static let all: [AttachmentRequirement] = [
        AttachmentRequirement(kinds: [.autobiography], isForEachPerson: false) { $0.service == .assign },
        AttachmentRequirement(kinds: [.identityDocument, .birthCertificate], isForEachPerson: true) {
            $0.service == .assign
        },
        AttachmentRequirement(kinds: [.previousCertificate], isForEachPerson: false) { $0.service == .extend },
        AttachmentRequirement(kinds: [.priorConsent], isForEachPerson: false) { $0.priorConsent != nil },
        AttachmentRequirement(kinds: [.signedForm], isForEachPerson: false) {
            $0.channel?.mayBeOperated == true && $0.signingMethod?.isOperators == true
        },
    ]
}
