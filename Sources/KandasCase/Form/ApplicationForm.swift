public import KandasSign

/// The form in which people write an application: JSON.
///
/// A field that is empty (`""`, `null`, or left out) is not filled in; so is a group all of whose fields are empty. A
/// field that the form does not have is an error, so that a slip of the pen does not vanish; fields whose name begins
/// with `//` are remarks. Texts are brought to normalisation form C, with single spaces.
public enum ApplicationForm {
    /// Reads a form.
    ///
    /// - Parameters:
    ///   - json: UTF-8 JSON (RFC 8259), at most ``Limits/xmlBytes``.
    ///   - limits: The bounds within which it is read.
    /// - Returns: The application, complete or not.
    /// - Throws: ``ApplicationFormError`` with everything that is wrong with its spelling.
    public static func parse(
        _ json: [UInt8],
        limits: Limits = Limits()
    ) throws(ApplicationFormError) -> Application {
        guard json.count <= limits.xmlBytes else {
            throw ApplicationFormError([
                Reason(
                    ApplicationFormError.Code.tooLarge.rawValue,
                    .failure,
                    actor: .applicant,
                    parameters: ["line": "1", "path": ""]
                )
            ])
        }
        let reader = try JSONFormReader(json)
        let application = try Application.form.readJSON(from: reader)
        try reader.finish()
        return application
    }

    /// Writes a form, with all fields in the order of the paper form.
    ///
    /// - Parameters:
    ///   - application: The application. Files that are already in a package are left out: JSON is for writing one.
    ///   - hints: Whether to add remarks with the possible values.
    /// - Returns: UTF-8 JSON.
    public static func json(of application: Application, hints: Bool = false) -> [UInt8] {
        var writer = JSONFormWriter(hints: hints)
        Application.form.writeJSON(application, to: &writer)
        return writer.finish()
    }

    /// A blank form, with remarks on the possible values.
    ///
    /// - Parameters:
    ///   - service: What is to be applied for.
    ///   - members: How many family members there are to be.
    /// - Returns: UTF-8 JSON that ``parse(_:limits:)`` reads.
    public static func template(service: Application.Service, members: Int = 0) -> [UInt8] {
        json(of: blank(service: service, members: members), hints: true)
    }

    static func blank(service: Application.Service, members: Int) -> Application {
        let requested: Person.Request = service == .assign ? .assign : .extend
        var application = Application()
        application.service = service
        application.channel = .eGov
        application.signingMethod = .cms
        application.language = .kazakh
        application.applicant.id = "applicant"
        application.applicant.relation = .applicant
        application.applicant.requested = requested
        application.members = (0..<max(members, 0))
            .map { index in
                var member = Person()
                member.id = "member-\(index + 1)"
                member.requested = requested
                return member
            }
        func add(_ kind: Attachment.Kind, _ person: String?) {
            var attachment = Attachment()
            attachment.kind = kind
            attachment.person = person
            application.attachments.append(attachment)
        }
        let context = RuleContext(judgedOn: CalendarDate(inKazakhstanAt: Timestamp(seconds: 0)))
        for requirement in AttachmentRequirement.all where requirement.applies(application, context) {
            let kind = requirement.usualKind
            if requirement.isForEachPerson {
                add(kind, application.applicant.id)
                for index in application.members.indices { add(kind, application.members[index].id) }
            } else {
                add(kind, kind == .autobiography ? application.applicant.id : nil)
            }
        }
        return application
    }
}
