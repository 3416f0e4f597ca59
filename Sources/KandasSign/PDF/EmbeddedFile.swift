/// A file that is put into a PDF together with a signature over both.
public struct EmbeddedFile: Sendable, Hashable {
    /// The file's name, without folders.
    public var name: String
    /// Its media type, such as `application/xml`.
    public var mediaType: String
    /// What it is, for people.
    public var description: String
    /// Its bytes.
    public var bytes: [UInt8]

    /// Describes a file.
    public init(name: String, mediaType: String, description: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.description = description
        self.bytes = bytes
    }
}
