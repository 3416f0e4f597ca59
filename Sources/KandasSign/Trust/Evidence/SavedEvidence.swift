/// What judgements were made with, to be kept as a trust folder: judging again with that folder alone, offline and as of
/// the same time, comes to the same.
///
/// Files are named by kind and SHA-256; the folder's ``TrustManifest`` lists them, and says which certificates were anchors
/// and for what. Timestamps are in the signed files themselves.
public struct SavedEvidence: Sendable {
    private var files: [String: [UInt8]] = [:]
    private var purposes: [String: Set<TrustPurpose>] = [:]
    private var order: [String] = []

    /// Begins with nothing.
    public init() {}

    /// Adds what a report's signatures were judged with: paths, revocation lists, OCSP responses, those who signed them.
    ///
    /// - Parameter report: The report.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure``.
    public mutating func add(_ report: ValidationReport) throws(SigningError) {
        for signature in report.signatures { try add(signature) }
    }

    private mutating func add(_ signature: SignatureReport) throws(SigningError) {
        try add(path: signature.path, for: .signer)
        try add(signature.evidence)
        for timestamp in signature.timestamps {
            try add(path: timestamp.path, for: .timestamp)
            try add(timestamp.evidence)
        }
        for counter in signature.countersignatures { try add(counter) }
    }

    private mutating func add(path: [Certificate], for purpose: TrustPurpose) throws(SigningError) {
        for certificate in path.dropLast() { try add(certificate.der, "certificate", "cer") }
        guard let anchor = path.last else { return }
        let name = try add(anchor.der, "certificate", "cer")
        purposes[name, default: []].insert(purpose)
    }

    private mutating func add(_ used: [UsedEvidence]) throws(SigningError) {
        for one in used {
            switch one.evidence.source {
            case .list(let list, let delta):
                try add(list.der, "list", "crl")
                if let delta { try add(delta.der, "list", "crl") }
            case .response(let response): try add(response.der, "ocsp", "ors")
            }
            try add(one.evidence.signer.der, "certificate", "cer")
        }
    }

    @discardableResult
    private mutating func add(
        _ bytes: [UInt8],
        _ kind: String,
        _ suffix: String
    ) throws(SigningError) -> String {
        let name = "\(kind)-\(Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: bytes))).\(suffix)"
        if files.updateValue(bytes, forKey: name) == nil { order.append(name) }
        return name
    }

    /// Writes the folder. Each file appears whole or not at all, the manifest last.
    ///
    /// - Parameters:
    ///   - path: The folder: a new or an empty one.
    ///   - time: When the judge looked.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public func write(to path: String, at time: Timestamp) throws(SigningError) {
        try Folder.make(path)
        var manifest = TrustManifest()
        for name in order {
            guard let bytes = files[name] else { continue }
            try OutputFile.write(bytes, to: "\(path)/\(name)")
            manifest.entries.append(
                TrustManifest.Entry(
                    file: name,
                    sha256: Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: bytes)),
                    purposes: purposes[name] ?? [],
                    source: "evidence",
                    addedAt: time
                )
            )
        }
        try OutputFile.write(try manifest.json(), to: "\(path)/\(TrustManifest.fileName)")
    }
}
