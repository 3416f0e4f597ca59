/// A file to be signed as CMS, or files to be put into an ASiC-E container and signed.
public struct FileSigningPlan: RemoteSigningPlan {
    /// The word in state files.
    public static let kind = "sign"

    /// A file with what the container says of it.
    public struct Entry: Codable, Hashable, Sendable {
        /// The file.
        public let file: RecordedFile
        /// Its name in the container.
        public let name: String
        /// Its media type.
        public let mediaType: String

        /// Creates an entry.
        public init(file: RecordedFile, name: String, mediaType: String) {
            self.file = file
            self.name = name
            self.mediaType = mediaType
        }
    }

    /// What is made.
    public let format: SignedFileFormat
    /// Whether the content of a CMS message stays outside of it.
    public let isDetached: Bool
    /// The files, in the container's order.
    public let entries: [Entry]

    /// Creates a plan.
    ///
    /// - Parameters:
    ///   - format: What is made.
    ///   - isDetached: Whether the content of a CMS message stays outside of it.
    ///   - entries: The files; one for a CMS message.
    public init(format: SignedFileFormat, isDetached: Bool, entries: [Entry]) {
        self.format = format
        self.isDetached = isDetached
        self.entries = entries
    }

    /// The files.
    public var inputs: [RecordedFile] { entries.map(\.file) }

    /// Makes the message or the container.
    public func write(to sink: any ByteSink, signing: any ContentSigning, limits: Limits) throws(SigningError) {
        switch format {
        case .cms:
            guard let only = entries.first, entries.count == 1 else {
                throw .malformed("a CMS message is made of one file")
            }
            try signing.sign(try open(only, limits), isDetached: isDetached, to: sink)
        case .xml: throw .unsupported("an XML signature is not made in two steps yet")
        case .pdf: throw .unsupported("a PDF is not signed in two steps yet")
        case .asice:
            let writer = try ASiCContainerWriter(to: sink, limits: limits)
            for entry in entries {
                try writer.add(entry.name, mediaType: entry.mediaType, .file(try open(entry, limits)))
            }
            try writer.sign { (manifest) throws(SigningError) in try signing.detachedMessage(over: manifest) }
            try writer.finish()
        }
    }

    private func open(_ entry: Entry, _ limits: Limits) throws(SigningError) -> any RandomAccessBytes {
        try InputFile(path: entry.file.path).randomAccess(memoryLimit: limits.containerEntryBytes)
    }
}
