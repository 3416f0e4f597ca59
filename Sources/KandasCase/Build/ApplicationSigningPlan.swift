public import KandasSign

/// An application that is to be signed in two steps.
///
/// The package is not kept between them: it depends on nothing but what stands here and the files, so it is built again.
public struct ApplicationSigningPlan: RemoteSigningPlan {
    /// The word in state files.
    public static let kind = "apply"

    /// The identifier of the application.
    public let id: String
    /// The day by which the rules were judged, as `YYYY-MM-DD`.
    public let judgedOn: String
    /// Whether identification numbers of the national test kit are let pass.
    public let isTest: Bool
    /// The form.
    public let form: RecordedFile
    /// Attachments given beside the form.
    public let extra: [Extra]
    /// All attachments.
    public let attachments: [RecordedFile]

    /// An attachment given beside the form.
    public struct Extra: Codable, Hashable, Sendable {
        let kind: String
        let path: String
        let language: String?
        let person: String?
    }

    /// Plans the signing of a package.
    ///
    /// - Parameters:
    ///   - package: The package that was built.
    ///   - form: The form that it was built from.
    ///   - extra: Attachments given beside the form.
    ///   - context: The day and the profile that it was judged by.
    public init(
        _ package: ApplicationPackage,
        form: RecordedFile,
        extra: [ExtraAttachment],
        context: RuleContext
    ) {
        id = package.application.id ?? ""
        judgedOn = "\(context.judgedOn)"
        isTest = context.profile == .test
        self.form = form
        self.extra = extra.map { given in
            Extra(
                kind: given.kind.rawValue,
                path: RecordedFile(path: given.path, size: 0, sha256: []).path,
                language: given.language,
                person: given.person
            )
        }
        attachments = package.entries.compactMap { entry in
            entry.path.map { RecordedFile(path: $0, size: entry.size, sha256: entry.sha256) }
        }
    }

    /// The form and all attachments.
    public var inputs: [RecordedFile] { [form] + attachments }

    /// Builds the package again.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputChanged`` if a file is not what it was,
    ///   ``SigningError/Code/malformedInput`` if the plan cannot be followed, and what reading throws.
    public func package(limits: Limits = Limits()) throws(SigningError) -> ApplicationPackage {
        try form.requireUnchanged(limits: limits)
        guard let judgedOn = CalendarDate(judgedOn) else { throw .malformed("\(judgedOn) is no date") }
        let json = try InputFile(path: form.path).contents(limit: limits.xmlBytes)
        let application: Application
        do throws(ApplicationFormError) {
            application = try ApplicationForm.parse(json, limits: limits)
        } catch {
            throw .inputHasChanged(form.path)
        }
        var given: [ExtraAttachment] = []
        for one in extra {
            guard let kind = Attachment.Kind(rawValue: one.kind) else {
                throw .malformed("\(one.kind) is no kind of attachment")
            }
            given.append(ExtraAttachment(kind: kind, path: one.path, language: one.language, person: one.person))
        }
        let package = try ApplicationBuilder.build(
            application,
            id: id,
            folder: ApplicationBuilder.folder(ofForm: form.path),
            extra: given,
            context: RuleContext(judgedOn: judgedOn, profile: isTest ? .test : .production),
            limits: limits,
            inspector: { GateInspector() }
        )
        if let missing = package.unreadable.first { throw .inputHasChanged(missing) }
        let built = package.entries.compactMap { entry in
            entry.path.map { RecordedFile(path: $0, size: entry.size, sha256: entry.sha256) }
        }
        guard built == attachments else {
            let changed = zip(built, attachments).first { $0 != $1 }
            throw .inputHasChanged(changed?.1.path ?? form.path)
        }
        return package
    }

    /// Makes the container.
    public func write(to sink: any ByteSink, signing: any ContentSigning, limits: Limits) throws(SigningError) {
        try package(limits: limits)
            .write(to: sink, limits: limits) { (manifest) throws(SigningError) in
                try signing.detachedMessage(over: manifest)
            }
    }
}
