extension EvidenceAnswer.Failure {
    /// What a report says of a service that gave nothing usable. By itself it changes no verdict: another service, or what
    /// was at hand, may have told enough.
    var reason: Reason {
        Reason(
            "REVOCATION_SERVICE_FAILED",
            .warning,
            actor: .operator,
            parameters: ["address": address, "detail": detail]
        )
    }
}

extension LevelJudge.Message {
    /// What is to be said about services that were asked and gave nothing usable.
    var serviceReasons: [Reason] {
        var reasons: [Reason] = []
        for reason in all.failures.map(\.reason) where !reasons.contains(reason) { reasons.append(reason) }
        return reasons
    }
}
