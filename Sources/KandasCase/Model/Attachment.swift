public import KandasSign

/// A document that goes with an application.
public struct Attachment: Hashable, Sendable {
    /// Where the file lies, while the application is being written; `nil` in an application that was handed in.
    public var path: String?
    /// The file in the package, once it has been put there.
    public var file: File?
    /// What the document is.
    public var kind: Kind?
    /// The ``Person/id`` of the person whom it concerns, or `nil` if it concerns them all, like one scan of all passports.
    public var person: String?
    /// The language of the document, two or three letters (ISO 639): `kk`, `ru`, `zh`.
    public var language: String?
    /// The day of the document.
    public var documentDate: CalendarDate?
    /// The last day the document is valid, if it ends.
    public var documentExpiry: CalendarDate?
    /// For a translation: the attachment it translates, by its ``key``.
    public var translationOf: String?
    /// For a translation: the notary who certified it.
    public var notary: Notary?

    /// Creates an empty attachment.
    public init() {}

    /// What other attachments refer to this one by: its name in the package, or its path while it is being written.
    public var key: String? { file?.name ?? path }

    /// A file in a package.
    public struct File: Hashable, Sendable {
        /// Its name there: `attachments/001-autobiography.pdf`.
        public var name: String?
        /// The name it had before.
        public var originalName: String?
        /// Its media type: `application/pdf` or `image/jpeg`.
        public var mediaType: String?
        /// Its size in bytes.
        public var size: Int?
        /// Its SHA-256, 64 lower-case hexadecimal digits.
        public var sha256: String?

        /// Creates an empty value.
        public init() {}
    }

    /// The notary who certified a translation.
    public struct Notary: Hashable, Sendable {
        /// The notary's name.
        public var name: String?
        /// The number of the notary's licence.
        public var licence: String?
        /// The day of the certification.
        public var date: CalendarDate?
        /// The number in the notary's register.
        public var registryNumber: String?

        /// Creates an empty value.
        public init() {}
    }
}
