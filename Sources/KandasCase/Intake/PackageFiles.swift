import KandasSign

/// Collects the facts about a package's files while the container's reader passes them by.
struct PackageFiles {
    /// An inspector that has seen nothing, for each file anew.
    private let inspector: GateInspector
    private let limits: Limits
    private var application: [UInt8]?
    private var applicationFailure: SigningError?
    private var current: Current?
    private(set) var attachments: [String: IntakeFacts.File] = [:]

    private struct Current {
        let name: String
        var size = 0
        let digester: Digester
        var inspector: GateInspector
    }

    init(inspector: GateInspector, limits: Limits) {
        self.inspector = inspector
        self.limits = limits
    }

    mutating func take(_ event: ASiCFileEvent) throws(SigningError) {
        switch event {
        case .start(let entry):
            if entry.name == ApplicationPackage.applicationName {
                application = []
                current = nil
            } else {
                current = Current(
                    name: entry.name,
                    digester: try Digester(.sha256),
                    inspector: inspector
                )
            }
        case .bytes(let bytes):
            if current != nil {
                current?.size += bytes.count
                try current?.digester.update(bytes)
                current?.inspector.update(bytes)
            } else if applicationFailure == nil {
                application?.append(contentsOf: bytes)
                if (application?.count ?? 0) > limits.xmlBytes {
                    application = []
                    applicationFailure = SigningError(.limitExceeded, "application.xml is too long")
                }
            }
        case .end(let isDamaged):
            guard let ended = current else {
                if isDamaged { applicationFailure = SigningError(.malformedInput, "application.xml is damaged") }
                return
            }
            current = nil
            attachments[ended.name] = IntakeFacts.File(
                size: ended.size,
                // A damaged file has no digest to compare: an empty one fits nothing.
                sha256: isDamaged ? [] : try ended.digester.finish(),
                inspection: ended.inspector.finish(name: ended.name)
            )
        }
    }

    /// Takes application.xml, where it does not come in a container.
    mutating func take(application bytes: [UInt8]) { application = bytes }

    /// Takes the files of a folder as attachments.
    mutating func take(folder: String) throws(SigningError) {
        guard let names = try Folder.files(in: folder) else {
            throw SigningError(.inputUnavailable, "\(folder) is no folder")
        }
        for name in names {
            let source = try InputFile(path: "\(folder)/\(name)").source()
            let digester = try Digester(.sha256)
            var inspector = inspector
            var size = 0
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while case let got = try source.read(into: &chunk), got > 0 {
                size += got
                try digester.update(chunk[..<got])
                inspector.update(chunk[..<got])
            }
            attachments["attachments/\(name)"] = IntakeFacts.File(
                size: size,
                sha256: try digester.finish(),
                inspection: inspector.finish(name: name)
            )
        }
    }

    /// What application.xml says; read once all files have passed by.
    func document() -> IntakeFacts.Document {
        guard let application else { return .missing }
        if let applicationFailure { return .unreadable(applicationFailure) }
        do throws(SigningError) {
            return .read(try ApplicationDocument.read(MemoryBytes(application).source(), limits: limits))
        } catch {
            return .unreadable(error)
        }
    }
}
