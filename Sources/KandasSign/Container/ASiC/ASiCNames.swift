/// The names that ETSI EN 319 162-1 section 4.4 gives the files of an ASiC-E container.
package enum ASiCNames {
    /// The media type of ASiC-E containers.
    package static let mediaType = "application/vnd.etsi.asic-e+zip"
    /// The media type of ASiC-S containers.
    static let simpleMediaType = "application/vnd.etsi.asic-s+zip"
    static let mimetype = "mimetype"
    static let metaFolder = "META-INF/"
    static let signatureMediaType = "application/pkcs7-signature"

    /// The newest archive manifest (EN 319 162-1 section 4.4.4.2); earlier ones have a number.
    static let newestArchiveManifest = "META-INF/ASiCArchiveManifest.xml"
    static let timestampMediaType = "application/vnd.etsi.timestamp-token"

    static func archiveManifest(_ number: Int) -> String { "META-INF/ASiCArchiveManifest\(padded(number)).xml" }

    static func timestamp(_ number: Int) -> String { "META-INF/timestamp\(padded(number)).tst" }

    /// The media type of one of the container's own files, as far as it is known.
    static func mediaType(ofMeta name: String) -> String? {
        switch role(of: name) {
        case .signature: signatureMediaType
        case .manifest, .archiveManifest: "application/xml"
        case .timestamp: timestampMediaType
        default: nil
        }
    }

    static func manifest(_ number: Int) -> String { "META-INF/ASiCManifest\(padded(number)).xml" }

    static func signature(_ number: Int) -> String { "META-INF/signature\(padded(number)).p7s" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// What a file is by its name.
    enum Role {
        case mimetype
        case data
        /// Covers data files for a signature or a time-stamp.
        case manifest
        /// A CMS signature over a manifest.
        case signature
        /// A file of XML signatures.
        case xmlSignature
        /// Covers everything for an archive timestamp.
        case archiveManifest
        /// A timestamp over a manifest.
        case timestamp
        /// Evidence that is not read: evidence records, their manifests; and OpenDocument's lists.
        case notRead
        case unknown
    }

    static func role(of name: String) -> Role {
        if name == mimetype { return .mimetype }
        // By bytes: a mark that follows the `/` forms one character with it.
        guard name.utf8.starts(with: metaFolder.utf8) else { return .data }
        let local = Substring(name.utf8.dropFirst(metaFolder.utf8.count))
        guard !local.utf8.contains(0x2f) else { return .unknown }
        if local.hasSuffix(".p7s") { return local.contains("signature") ? .signature : .unknown }
        if local.hasSuffix(".xml") {
            if local.contains("ASiCManifest") { return .manifest }
            if local.contains("signatures") { return .xmlSignature }
            if local.contains("ASiCArchiveManifest") { return .archiveManifest }
            let others = ["ASiCEvidenceRecordManifest", "evidencerecord"]
            if others.contains(where: local.contains) { return .notRead }
            return ["manifest.xml", "container.xml", "metadata.xml"].contains(local) ? .notRead : .unknown
        }
        if local.hasSuffix(".tst"), local.contains("timestamp") { return .timestamp }
        return local.hasSuffix(".ers") && local.contains("evidencerecord") ? .notRead : .unknown
    }
}
