/// Digests content with several algorithms in one pass.
final class ContentDigests {
    private let digesters: [Digester]
    private(set) var length = 0
    /// The first bytes of the content, for whoever must look at its form.
    private(set) var prefix: [UInt8] = []
    private let limits: Limits

    static let prefixBytes = 65_536

    init(_ algorithms: Set<DigestAlgorithm>, limits: Limits) throws(SigningError) {
        var digesters: [Digester] = []
        for algorithm in algorithms { digesters.append(try Digester(algorithm)) }
        self.digesters = digesters
        self.limits = limits
    }

    func update(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        length += bytes.count
        guard length <= limits.contentBytes else {
            throw .limit("the content has more than \(limits.contentBytes) bytes")
        }
        if prefix.count < ContentDigests.prefixBytes {
            prefix += bytes.prefix(ContentDigests.prefixBytes - prefix.count)
        }
        for digester in digesters { try digester.update(bytes) }
    }

    func update(from source: any ByteSource, copyingTo sink: (any ByteSink)? = nil) throws(SigningError) {
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while case let got = try source.read(into: &chunk), got > 0 {
            try update(chunk[..<got])
            try sink?.write(chunk[..<got])
        }
    }

    func finish() throws(SigningError) -> [DigestAlgorithm: [UInt8]] {
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        for digester in digesters { digests[digester.algorithm] = try digester.finish() }
        return digests
    }
}
