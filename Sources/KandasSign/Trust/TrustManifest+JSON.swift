import FoundationEssentials

extension TrustManifest {
    /// Reads a manifest.
    ///
    /// - Parameter json: UTF-8 JSON.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is not a manifest, and
    ///   ``SigningError/Code/unsupported`` if it is one of another version.
    public init(json: [UInt8]) throws(SigningError) {
        let form: ManifestForm
        do {
            form = try JSONDecoder().decode(ManifestForm.self, from: Data(json))
        } catch let error as SigningError {
            throw error
        } catch let error as DecodingError {
            throw .malformed("\(TrustManifest.fileName): \(error.place)")
        } catch {
            throw .malformed("\(TrustManifest.fileName) is not JSON")
        }
        var names: Set<String> = []
        var entries: [Entry] = []
        for item in form.entries {
            func refused(_ why: String) -> SigningError {
                .malformed("\(TrustManifest.fileName): an entry \(why): \(String(reflecting: item.file))")
            }
            guard TrustManifest.isFileName(item.file) else { throw refused("names no file of the folder") }
            guard names.insert(item.file).inserted else { throw refused("stands twice") }
            guard item.sha256.utf8.count == 64,
                item.sha256.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
            else { throw refused("has no SHA-256") }
            guard Set(item.purposes).count == item.purposes.count else { throw refused("names a purpose twice") }
            guard item.anchor != item.purposes.isEmpty else {
                throw refused(item.anchor ? "is an anchor for nothing" : "has purposes and is no anchor")
            }
            guard let addedAt = Timestamp(item.addedAt) else { throw refused("has no date") }
            entries.append(
                Entry(
                    file: item.file,
                    sha256: item.sha256,
                    purposes: Set(item.purposes),
                    source: item.source,
                    addedAt: addedAt
                )
            )
        }
        self.init(network: form.network, entries: entries)
    }

    /// The manifest as JSON, for people too: indented, keys sorted, a newline at the end.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if it has no JSON form.
    public func json() throws(SigningError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(ManifestForm(self))) + [0x0a]
        } catch {
            throw SigningError(.outputUnwritable, "a manifest has no JSON form: \(error)")
        }
    }
}

/// The manifest as it stands in JSON.
private struct ManifestForm: Codable {
    var version: Int
    var network: NationalNetwork?
    var entries: [EntryForm]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case version
        case network
        case entries
    }

    init(_ manifest: TrustManifest) {
        version = TrustManifest.version
        network = manifest.network
        entries = manifest.entries.map(EntryForm.init)
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        version = try fields.decode(Int.self, forKey: .version)
        // Asked first: a later version may well have other keys.
        guard version == TrustManifest.version else {
            throw SigningError.unsupported("\(TrustManifest.fileName) has version \(version), not 1")
        }
        try decoder.refuseUnknownKeys(but: CodingKeys.self)
        network = try fields.decodeIfPresent(NationalNetwork.self, forKey: .network)
        entries = try fields.decode([EntryForm].self, forKey: .entries)
    }
}

private struct EntryForm: Codable {
    var file: String
    var sha256: String
    var anchor: Bool
    var purposes: [TrustPurpose]
    var source: String
    var addedAt: String

    enum CodingKeys: String, CodingKey, CaseIterable {
        case file
        case sha256
        case anchor
        case purposes
        case source
        case addedAt
    }

    init(_ entry: TrustManifest.Entry) {
        file = entry.file
        sha256 = entry.sha256
        anchor = entry.anchor
        purposes = entry.purposes.inOrder
        source = entry.source
        addedAt = entry.addedAt.description
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(but: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        file = try fields.decode(String.self, forKey: .file)
        sha256 = try fields.decode(String.self, forKey: .sha256)
        anchor = try fields.decode(Bool.self, forKey: .anchor)
        purposes = try fields.decode([TrustPurpose].self, forKey: .purposes)
        source = try fields.decode(String.self, forKey: .source)
        addedAt = try fields.decode(String.self, forKey: .addedAt)
    }
}
