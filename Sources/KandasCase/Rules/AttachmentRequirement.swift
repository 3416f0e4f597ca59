/// A kind of document that an application must have, by the service's list of documents (order 329-ө-м).
struct AttachmentRequirement: Sendable {
    /// The kind that is usually given.
    let usualKind: Attachment.Kind
    /// The kinds of which one is needed.
    let kinds: Set<Attachment.Kind>
    /// Whether one is needed for each person of the application, not one for all.
    let isForEachPerson: Bool
    /// Whether an application needs it.
    let applies: @Sendable (Application, RuleContext) -> Bool

    /// All of them.
    ///
    /// Translations and evidence of nationality depend on other attachments and persons and have rules of their own,
    /// KND-AT-04 and KND-PR-10.
    static let all: [AttachmentRequirement] = [
        AttachmentRequirement(usualKind: .autobiography, kinds: [.autobiography], isForEachPerson: false) { form, _ in
            form.service == .assign
        },
        AttachmentRequirement(
            usualKind: .identityDocument,
            kinds: [.identityDocument, .birthCertificate],
            isForEachPerson: true
        ) { form, _ in
            form.service == .assign
        },
        AttachmentRequirement(usualKind: .previousCertificate, kinds: [.previousCertificate], isForEachPerson: false) {
            form,
            _ in
            form.service == .extend
        },
        AttachmentRequirement(usualKind: .priorConsent, kinds: [.priorConsent], isForEachPerson: false) { form, _ in
            form.priorConsent != nil
        },
        AttachmentRequirement(usualKind: .signedForm, kinds: [.signedForm], isForEachPerson: false) { form, context in
            context.isSignedByOperator
                || form.channel?.mayBeOperated == true && form.signingMethod?.isOperators == true
        },
    ]
}
