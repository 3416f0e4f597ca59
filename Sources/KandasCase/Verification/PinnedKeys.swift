public import KandasSign

/// Public keys that are trusted by themselves, by the SHA-256 of their SubjectPublicKeyInfo (as in RFC 7469).
public struct PinnedKeys: Hashable, Sendable {
    /// The digests.
    public let digests: Set<[UInt8]>

    /// Creates a set of pins.
    public init(digests: Set<[UInt8]>) { self.digests = digests }

    /// Reads pins: 64 hexadecimal digits a line; empty lines, and lines that begin with `#`, are passed over.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if a line is something else, or there is
    ///   none.
    public init(text: [UInt8]) throws(SigningError) {
        var digests: Set<[UInt8]> = []
        for line in text.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) where line.first != 0x23 {
            guard line.count == 64, let digest = KandasSign.Hexadecimal.bytes(Array(line)) else {
                throw .malformed("a pinned key is 64 hexadecimal digits")
            }
            digests.insert(digest)
        }
        guard !digests.isEmpty else { throw .malformed("there is no pinned key") }
        self.digests = digests
    }

    /// Whether a certificate's key is one of them.
    public func contain(_ certificate: Certificate) -> Bool {
        guard let digest = try? DigestAlgorithm.sha256.digest(of: certificate.subjectPublicKeyInfo) else {
            return false
        }
        return digests.contains(digest)
    }
}
