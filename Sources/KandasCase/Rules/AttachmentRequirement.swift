/// A kind of document that an application must have, by the service's list of documents (order 329-ө-м).
struct AttachmentRequirement: Sendable {
    /// The kinds of which one is needed; the first is the usual one.
    let kinds: [Attachment.Kind]
    /// Whether one is needed for each person of the application, not one for all.
    let isForEachPerson: Bool
    /// Whether an application needs it.
    let applies: @Sendable (Application, RuleContext) -> Bool

    /// All of them.
    ///
    /// Translations and evidence of nationality depend on other attachments and persons and have rules of their own,
    /// KND-AT-04 and KND-PR-10.
    static let all: [AttachmentRequirement] = [
        AttachmentRequirement(kinds: [.autobiography], isForEachPerson: false) { form, _ in form.service == .assign },
        AttachmentRequirement(kinds: [.identityDocument, .birthCertificate], isForEachPerson: true) { form, _ in
            form.service == .assign
        },
        AttachmentRequirement(kinds: [.previousCertificate], isForEachPerson: false) { form, _ in
            form.service == .extend
        },
        AttachmentRequirement(kinds: [.priorConsent], isForEachPerson: false) { form, _ in form.priorConsent != nil },
        AttachmentRequirement(kinds: [.signedForm], isForEachPerson: false) { form, context in
            context.isSignedByOperator
                || form.channel?.mayBeOperated == true && form.signingMethod?.isOperators == true
        },
    ]
}
