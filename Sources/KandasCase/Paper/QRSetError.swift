public import KandasSign

/// A row of codes that breaks a rule KND-QR.
public struct QRSetError: Error, Hashable, Sendable {
    /// The finding.
    public let reason: Reason

    init(_ rule: String, _ parameters: [String: String] = [:]) {
        reason = Reason(rule, .failure, rule: rule, parameters: parameters)
    }
}
