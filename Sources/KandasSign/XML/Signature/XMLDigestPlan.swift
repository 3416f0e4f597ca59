/// The octets that are to be digested in one pass over a document: each selection is made once, whoever refers to it.
final class XMLDigestPlan {
    private struct Key: Hashable {
        let selection: CanonicalSelection
        let form: CanonicalJob.Form
    }

    private final class Entry {
        let key: Key
        let sink: DigestingSink
        var isCoverage = false
        var outcome = CanonicalOutcome()

        init(_ key: Key, _ budget: DigestBudget) {
            self.key = key
            sink = DigestingSink(budget)
        }
    }

    private var entries: [Entry] = []
    private var places: [Key: Int] = [:]
    private let budget: DigestBudget

    init(limits: Limits) { budget = DigestBudget(limits) }

    /// Whether there is nothing to do.
    var isEmpty: Bool { entries.isEmpty }

    /// Adds a selection.
    ///
    /// - Parameters:
    ///   - selection: What is taken.
    ///   - form: How it becomes octets.
    ///   - algorithm: The digest to take; `nil` to keep the octets themselves.
    ///   - isCoverage: Whether it counts as signed.
    /// - Returns: The number by which the result is asked for.
    /// - Throws: ``SigningError`` if OpenSSL does not compute the digest.
    func add(
        _ selection: CanonicalSelection,
        _ form: CanonicalJob.Form,
        digest algorithm: DigestAlgorithm?,
        isCoverage: Bool
    ) throws(SigningError) -> Int {
        let key = Key(selection: selection, form: form)
        let index = places[key] ?? entries.count
        if index == entries.count {
            places[key] = index
            entries.append(Entry(key, budget))
        }
        if isCoverage { entries[index].isCoverage = true }
        if let algorithm { try entries[index].sink.digest(algorithm) } else { entries[index].sink.keepsBytes = true }
        return index
    }

    /// Makes and digests all octets.
    ///
    /// - Returns: What no selection covers.
    func run(
        _ source: any ByteSource,
        identifiers: Set<XMLIdentifierAttribute>,
        limits: Limits
    ) throws(SigningError) -> CoverageTracker {
        let jobs = entries.map {
            CanonicalJob(
                selection: $0.key.selection,
                form: $0.key.form,
                sink: $0.sink,
                isCoverage: $0.isCoverage
            )
        }
        let pass = CanonicalPass(jobs, identifiers: identifiers)
        for (entry, outcome) in zip(entries, try pass.run(source, limits: limits)) {
            entry.outcome = outcome
            try entry.sink.finish()
        }
        return pass.coverage
    }

    /// What became of a selection.
    func outcome(_ index: Int) -> CanonicalOutcome { entries[index].outcome }

    /// What was selected.
    func selection(_ index: Int) -> CanonicalSelection { entries[index].key.selection }

    /// The digest of a selection.
    func digest(_ index: Int, _ algorithm: DigestAlgorithm) -> [UInt8]? { entries[index].sink.digests[algorithm] }

    /// The octets of a selection that was added to keep them.
    func bytes(_ index: Int) -> [UInt8] { entries[index].sink.bytes }
}

/// How many octets may still be digested for one document.
final class DigestBudget {
    private var left: Int

    init(_ limits: Limits) { left = limits.xmlDigestedBytes }

    /// Counts octets.
    func take(_ count: Int) throws(SigningError) {
        left -= count
        guard left >= 0 else { throw .limit("the references of the XML document cover too many bytes together") }
    }
}

/// Digests octets with any number of algorithms, and keeps them if asked to.
final class DigestingSink: ByteSink {
    var keepsBytes = false
    private(set) var bytes: [UInt8] = []
    private(set) var digests: [DigestAlgorithm: [UInt8]] = [:]
    private var digesters: [Digester] = []
    private let budget: DigestBudget

    init(_ budget: DigestBudget) { self.budget = budget }

    /// Adds an algorithm, before the first octet.
    func digest(_ algorithm: DigestAlgorithm) throws(SigningError) {
        guard !digesters.contains(where: { $0.algorithm == algorithm }) else { return }
        digesters.append(try Digester(algorithm))
    }

    func write(_ piece: ArraySlice<UInt8>) throws(SigningError) {
        try budget.take(piece.count)
        for digester in digesters { try digester.update(piece) }
        if keepsBytes { bytes += piece }
    }

    func finish() throws(SigningError) {
        for digester in digesters { digests[digester.algorithm] = try digester.finish() }
        digesters = []
    }
}
