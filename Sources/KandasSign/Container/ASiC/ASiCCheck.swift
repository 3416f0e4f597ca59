/// The files of a container compared with its manifests.
public struct ASiCCheck: Hashable, Sendable {
    /// The signatures, each with what became of the files that it names.
    public let signatures: [Signature]
    /// All findings: of the structure, then of the files.
    public let findings: [Reason]
    /// The names of the archive manifests of which every file is there and unchanged.
    let unchangedArchives: Set<String>
    /// The digests of the files that signatures refer to, by name; damaged files have none.
    let digests: [String: [DigestAlgorithm: [UInt8]]]

    /// Whether everything that an archive manifest names is there and unchanged.
    func isUnchanged(_ archive: ASiCArchive) -> Bool { unchangedArchives.contains(archive.name) }

    /// One signature's manifest compared with the files.
    public struct Signature: Hashable, Sendable {
        /// The manifest and the signature over it.
        public let signed: ASiCSignedManifest
        /// What became of each reference, in the manifest's order.
        public let outcomes: [Outcome]
        /// The data files that this signature does not name.
        public let uncoveredFiles: [String]

        /// The names of the files that the manifest names.
        public var namedFiles: Set<String> { Set(signed.manifest.references.compactMap(\.name)) }

        /// Whether all files that the manifest names are there and unchanged, and it names every data file.
        ///
        /// That the manifest itself is what was signed, and by whom, is for the signature to prove.
        public var coversAllFiles: Bool { uncoveredFiles.isEmpty && outcomes.allSatisfy { $0 == .unchanged } }
    }

    /// What became of a file that a manifest names.
    public enum Outcome: Hashable, Sendable {
        /// It has the digest.
        case unchanged
        /// It has another digest.
        case changed
        /// There is no such file.
        case missing
        /// Its bytes are damaged in the archive.
        case damaged
        /// The digest's algorithm is not known, so nothing can be said.
        case unknownAlgorithm
    }
}
