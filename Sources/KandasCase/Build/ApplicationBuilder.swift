public import KandasSign

/// Makes a package out of a form: reads the attachments, names them, and writes application.xml.
///
/// The result depends on nothing but the form, the files, and the identifier and context given.
public struct ApplicationBuilder {
    private let form: Application
    private let folder: String
    private let context: RuleContext
    private let limits: Limits
    private let inspector: @Sendable () -> any AttachmentInspecting

    private var reasons: [Reason] = []
    private var unreadable: [String] = []
    private var entries: [PackageEntry] = []
    /// The names in the package of the files, by the paths in the form.
    private var names: [String: String] = [:]

    /// Builds a package.
    ///
    /// Each attachment is read once, in memory that does not grow with it; application.xml is held in memory.
    ///
    /// - Parameters:
    ///   - form: The form. Paths of attachments are taken from `folder`.
    ///   - id: The identifier of the application, where the form has none; see ``ApplicationIdentifier``.
    ///   - folder: The folder of the form.
    ///   - extra: Attachments given beside the form.
    ///   - context: The day and the profile by which the rules are judged.
    ///   - limits: The bounds within which files are read.
    ///   - inspector: Makes a judge for one attachment.
    /// - Returns: The package and all that was found. An attachment that cannot be read is a finding.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` if no digest can be computed.
    public static func build(
        _ form: Application,
        id: String,
        folder: String,
        extra: [ExtraAttachment] = [],
        context: RuleContext,
        limits: Limits = Limits(),
        inspector: @escaping @Sendable () -> any AttachmentInspecting
    ) throws(SigningError) -> ApplicationPackage {
        var builder = ApplicationBuilder(
            form: form,
            folder: folder,
            context: context,
            limits: limits,
            inspector: inspector
        )
        return try builder.build(id: id, extra: extra)
    }

    private init(
        form: Application,
        folder: String,
        context: RuleContext,
        limits: Limits,
        inspector: @escaping @Sendable () -> any AttachmentInspecting
    ) {
        self.form = form
        self.folder = folder
        self.context = context
        self.limits = limits
        self.inspector = inspector
    }

    private mutating func build(id: String, extra: [ExtraAttachment]) throws(SigningError) -> ApplicationPackage {
        var application = form
        if application.id == nil { application.id = id }
        application.attachments += extra.map { given in
            var attachment = Attachment()
            attachment.path = given.path
            attachment.kind = given.kind
            attachment.language = given.language ?? form.language?.rawValue
            attachment.person = given.person ?? form.applicant.id
            return attachment
        }
        // The rules look at the form as its author knows it, with paths.
        let findings = ApplicationRule.check(application, in: context)
        for index in application.attachments.indices { try add(&application.attachments[index], at: index) }
        for index in application.attachments.indices {
            guard let original = application.attachments[index].translationOf else { continue }
            application.attachments[index].translationOf = names[original] ?? original
        }
        for index in application.attachments.indices { application.attachments[index].path = nil }
        let sink = MemorySink()
        try ApplicationDocument.write(application, to: sink)
        let document = MemoryBytes(sink.bytes)
        let entry = PackageEntry(
            name: ApplicationPackage.applicationName,
            mediaType: "application/xml",
            size: document.count,
            sha256: try DigestAlgorithm.sha256.digest(of: sink.bytes)
        ) { () throws(SigningError) in document }
        return ApplicationPackage(
            application: application,
            entries: [entry] + entries,
            reasons: findings + reasons,
            unreadable: unreadable
        )
    }

    private mutating func add(_ attachment: inout Attachment, at index: Int) throws(SigningError) {
        // KND-AP-01 has spoken about an attachment without path or kind.
        guard let given = attachment.path, let kind = attachment.kind else { return }
        // What is given beside the form lies where its own path says.
        let path = absolute(given, from: index < form.attachments.count ? folder : ".")
        let originalName = String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
        let read: FileReading
        do {
            read = try FileReading(path: path, name: originalName, limits: limits, inspector: inspector())
        } catch {
            guard error.code != .cryptoLibraryFailure else { throw error }
            unreadable.append(path)
            report("ATTACHMENT_MISSING", given, index, ["file": given])
            return
        }
        for reason in read.inspection.reasons {
            var reason = reason
            reason.location = Reason.Location(file: given, path: "attachments[\(index)].path")
            reason.parameters["file"] = given
            reasons.append(reason)
        }
        if read.inspection.isRejected { reject(read, given, index) }
        var file = Attachment.File()
        file.name = name(for: kind, at: index, mediaType: read.inspection.mediaType)
        file.originalName = FormText.fileName(originalName)
        file.mediaType = read.inspection.mediaType
        file.size = read.size
        file.sha256 = Hexadecimal.text(read.sha256)
        attachment.file = file
        guard let name = file.name, let mediaType = file.mediaType else { return }
        if names[given] == nil { names[given] = name }
        entries.append(
            PackageEntry(name: name, mediaType: mediaType, size: read.size, sha256: read.sha256, path: path) {
                () throws(SigningError) in
                try InputFile(path: path, isNamedByStranger: true).randomAccess(memoryLimit: 0)
            }
        )
    }

    private mutating func reject(_ read: FileReading, _ given: String, _ index: Int) {
        let cause = read.inspection.reasons.first { $0.severity == .failure }?.code ?? "MEDIA_TYPE_UNKNOWN"
        report("ATTACHMENT_REJECTED", given, index, ["file": given, "cause": cause])
    }

    private mutating func report(_ code: String, _ file: String, _ index: Int, _ parameters: [String: String]) {
        reasons.append(
            Reason(
                code,
                .failure,
                rule: code == "ATTACHMENT_MISSING" ? "KND-AT-02" : "KND-AT-01",
                location: Reason.Location(file: file, path: "attachments[\(index)].path"),
                actor: .applicant,
                parameters: parameters
            )
        )
    }

    /// A name that every file system and tool takes: the position, the kind, and the ending of the content.
    private func name(for kind: Attachment.Kind, at index: Int, mediaType: String?) -> String {
        let number = String(index + 1)
        let padded = String(repeating: "0", count: max(0, 3 - number.utf8.count)) + number
        let word = String(kind.rawValue.lowercased().map { $0 == "_" ? "-" : $0 })
        let ending = mediaType == "application/pdf" ? "pdf" : mediaType == "image/jpeg" ? "jpg" : "bin"
        return "attachments/\(padded)-\(word).\(ending)"
    }

    private func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
    }
}
