extension Attachment {
    /// The fields of an attachment.
    ///
    /// Only a form that is being written knows paths; only a package knows files.
    static let form = FormTable<Attachment>(
        Attachment.init,
        [
            .text("path", \.path, limit: 4_096, form: .jsonOnly),
            .text("name", \.fileName, limit: 200, form: .xmlOnly),
            .text("originalName", \.originalFileName, limit: 255, form: .xmlOnly),
            .text("mediaType", \.fileMediaType, form: .xmlOnly),
            .number("size", \.fileSize, form: .xmlOnly),
            .text("sha256", \.fileSHA256, limit: 64, form: .xmlOnly),
            .choice("kind", \.kind),
            .text("person", \.person, limit: 50),
            .text("language", \.language, limit: 3),
            .date("documentDate", \.documentDate),
            .date("documentExpiry", \.documentExpiry),
            .text("translationOf", \.translationOf, limit: 4_096),
            .group("notary", \.notary, Notary.form),
        ]
    )

    // The file's fields stand beside the others in XML.
    private var fileName: String? {
        get { file?.name }
        set { change { $0.name = newValue } }
    }
    private var originalFileName: String? {
        get { file?.originalName }
        set { change { $0.originalName = newValue } }
    }
    private var fileMediaType: String? {
        get { file?.mediaType }
        set { change { $0.mediaType = newValue } }
    }
    private var fileSize: Int? {
        get { file?.size }
        set { change { $0.size = newValue } }
    }
    private var fileSHA256: String? {
        get { file?.sha256 }
        set { change { $0.sha256 = newValue } }
    }

    private mutating func change(_ edit: (inout File) -> Void) {
        var file = file ?? File()
        edit(&file)
        self.file = file
    }
}

extension Attachment.Notary {
    static let form = FormTable<Self>(
        Self.init,
        [
            .text("name", \.name, limit: 200),
            .text("licence", \.licence, limit: 50),
            .date("date", \.date),
            .text("registryNumber", \.registryNumber, limit: 50),
        ]
    )
}
