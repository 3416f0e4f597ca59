import KandasSign

extension DecisionRule {
    static let prolongations: [DecisionRule] = [
        .decision("KND-EX-01", .error, "Service 2F30_mzsr: copy of the certificate issued before") {
            decision,
            _,
            findings in
            guard decision.kind == .prolongation else { return }
            if decision.prolongation?.certificateNumber == nil { findings.add("extension.certificateNumber") }
            if decision.prolongation?.previousValidUntil == nil { findings.add("extension.previousValidUntil") }
        },
        .decision("KND-EX-02", .error, "Migration Law, art. 21(2)") { decision, _, findings in
            guard decision.kind == .prolongation, decision.prolongation?.isFirst != true else { return }
            findings.add("extension.isFirst")
        },
        .decision("KND-EX-03", .error, "Migration Law, art. 21(2)") { decision, _, findings in
            guard decision.kind == .prolongation, let before = decision.prolongation?.previousValidUntil else { return }
            guard let end = decision.prolongation?.validUntil, end > before,
                end <= StatusTerm.lastDay(ofExtensionAfter: before)
            else {
                findings.add("extension.validUntil")
                return
            }
        },
        .decision("KND-EX-04", .warning, "Migration Law, art. 25; the law is silent on late requests") {
            decision,
            _,
            findings in
            guard decision.kind == .prolongation, let before = decision.prolongation?.previousValidUntil,
                let date = decision.application?.registeredOn, date > before
            else { return }
            findings.add("extension.previousValidUntil")
        },
        .decision("KND-EX-05", .error, "Migration Law, art. 21(2)") { decision, _, findings in
            guard decision.kind == .prolongation, decision.prolongation?.residesPermanently != true else { return }
            findings.add("extension.residesPermanently")
        },
    ]
}
