public import KandasSign

/// What judging strangers' bytes needs, and what must come of it where nobody is trusted.
public enum Judging {
    /// When everything is judged: a day on which the seeds' certificates are valid.
    public static let time = Timestamp.now()

    /// Nobody is trusted.
    public static let nobody = TrustStore(anchors: [])

    /// Bounds that keep one input within the fuzzer's time and memory; the readers take them from the same value.
    public static let limits = {
        var limits = Limits()
        limits.keyDerivationIterations = 7_000
        limits.containerEntryBytes = 8 * 1_048_576
        limits.containerTotalBytes = 16 * 1_048_576
        limits.containerMetadataBytes = 4 * 1_048_576
        return limits
    }()

    /// A validator without anchors.
    public static let messages = try? CMSValidator(trust: nobody)

    /// A validator without anchors.
    public static let containers = try? ContainerValidator(trust: nobody, limits: limits)

    /// Requires that a report does not pass, and that its words can be made.
    public static func mustNotPass(_ report: ValidationReport, format: SignedFileFormat) {
        mustHold(!report.verdict.isPassed, "nothing passes without an anchor")
        mustHold(!report.signatures.contains(where: \.isPassed), "no signature passes without an anchor")
        mustHold(
            !report.signatures.isEmpty || report.verdict != .failed || !report.reasons.isEmpty,
            "a failure has a reason"
        )
        mustHold(report.signatures.allSatisfy { $0.path.isEmpty || !$0.isPassed }, "no path without an anchor")
    }
}
