/// What a trust folder holds and what each file is trusted for: the file `trust.json` in it.
///
/// It is read strictly: an unknown key, a name that leads out of the folder, a digest of another form or a scope that makes
/// no sense is an error, since a manifest that is half understood would be trust that nobody gave.
public struct TrustManifest: Sendable, Hashable {
    /// The name of the file.
    public static let fileName = "trust.json"
    /// The version of the form that this library reads and writes.
    public static let version = 1

    /// The network whose certificates may be in the folder, or `nil` for a PKI that is not the national one.
    public var network: NationalNetwork?
    /// The listed files, each once.
    public var entries: [Entry]

    /// One listed file.
    public struct Entry: Sendable, Hashable {
        /// The name of the file in the folder.
        public var file: String
        /// The SHA-256 of its bytes, 64 lower-case hexadecimal digits. A file with another one is not used.
        public var sha256: String
        /// Whether its certificate is an anchor.
        public var anchor: Bool
        /// What the anchor is trusted for; empty if it is none.
        public var purposes: Set<TrustPurpose>
        /// Where it came from: an address, or the path it was added from.
        public var source: String
        /// When it was added.
        public var addedAt: Timestamp

        /// Creates an entry.
        ///
        /// - Parameters:
        ///   - file: The name of the file in the folder.
        ///   - sha256: The SHA-256 of its bytes, 64 lower-case hexadecimal digits.
        ///   - purposes: What it is an anchor for; empty if it is none.
        ///   - source: Where it came from.
        ///   - addedAt: When it was added.
        public init(
            file: String,
            sha256: String,
            purposes: Set<TrustPurpose> = [],
            source: String,
            addedAt: Timestamp
        ) {
            self.file = file
            self.sha256 = sha256
            anchor = !purposes.isEmpty
            self.purposes = purposes
            self.source = source
            self.addedAt = addedAt
        }
    }

    /// Creates a manifest.
    ///
    /// - Parameters:
    ///   - network: The network whose certificates may be in the folder.
    ///   - entries: The listed files.
    public init(network: NationalNetwork? = nil, entries: [Entry] = []) {
        self.network = network
        self.entries = entries
    }

    /// Whether a name can be that of a file in the folder: no path, not hidden, not the manifest's own.
    static func isFileName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255 && name.utf8.first != 0x2e && name != fileName
            && name.unicodeScalars.allSatisfy { $0 != "/" && $0.properties.generalCategory != .control }
    }
}
