public import KandasSign

/// A status list, with what became of its signature.
public struct JudgedStatusList: Sendable {
    /// The list.
    public let list: StatusList
    /// What became of its signature.
    public let signature: ValidationReport
    /// The time that was judged at.
    public let judgedAt: Timestamp

    /// Why the list cannot be relied on: failures if it is broken or another's, else what is missing or too old. Empty if
    /// it can.
    public var reasons: [Reason] {
        var reasons = signature.allReasons.filter { $0.severity == .failure || $0.severity == .indeterminate }
        if !signature.verdict.isPassed, reasons.isEmpty { reasons.append(reason(.listNotAuthentic, .indeterminate)) }
        let certificate = signature.signatures.first?.certificate
        if let certificate, signature.verdict.isPassed {
            if certificate.holder.bin != list.authority.digits {
                reasons.append(reason(.listOfAnother, .failure, ["bin": list.authority.digits]))
            } else if !SigningEntitlement.mayAct(certificate) {
                reasons.append(reason(.listSignerRole, .failure))
            }
        }
        switch list.freshness(at: judgedAt) {
        case .fresh: break
        case .later: reasons.append(reason(.listLater, .note, ["issuedAt": "\(list.issuedAt)"]))
        case .stale: reasons.append(reason(.listStale, .indeterminate, ["nextUpdate": "\(list.nextUpdate)"]))
        }
        return reasons
    }

    /// Whether the list may be relied on at ``judgedAt``.
    public var isReliable: Bool { !reasons.contains { $0.severity == .failure || $0.severity == .indeterminate } }

    private func reason(
        _ code: StatusCode,
        _ severity: Reason.Severity,
        _ parameters: [String: String] = [:]
    ) -> Reason {
        Reason(code.rawValue, severity, actor: severity == .note ? nil : .operator, parameters: parameters)
    }
}
