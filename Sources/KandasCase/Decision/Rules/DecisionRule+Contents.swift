import KandasSign

extension DecisionRule {
    static let contents: [DecisionRule] = [
        .decision("KND-DC-01", .error, "Public Services Law, art. 19-1(2); APPC, art. 80") { decision, _, findings in
            guard decision.kind == .refusal else { return }
            let grounds = decision.refusal?.grounds ?? []
            if grounds.isEmpty { findings.add("refusal.grounds") }
            for (index, ground) in grounds.enumerated() {
                let path = "refusal.grounds[\(index)]"
                if ground.code == nil { findings.add("\(path).code") }
                if ground.reference.flatMap({ LegalReference($0) })?.place.isEmpty != false {
                    findings.add("\(path).reference")
                }
                if ground.text?.isComplete != true { findings.add("\(path).text") }
            }
        },
        .decision("KND-DC-02", .error, "APPC, art. 80(5)") { decision, _, findings in
            let appeal = decision.appeal
            for (field, isThere) in [
                ("body", appeal?.body?.isComplete), ("superiorBody", appeal?.superiorBody?.isComplete),
                ("months", appeal?.months.map { $0 > 0 }), ("order", appeal?.order?.isComplete),
            ] where isThere != true { findings.add("appeal.\(field)") }
        },
        .decision("KND-DC-03", .error, "Migration Law, art. 25") { decision, _, findings in
            guard decision.kind == .certificate, let start = decision.certificate?.statusDate else { return }
            let end = StatusTerm.lastDay(ofStatusFrom: start)
            guard decision.certificate?.validUntil != end else { return }
            findings.add("certificate.validUntil", nil, ["expected": "\(end)"])
        },
        .decision("KND-DC-04", .warning, "Order of 10.10.2025") { decision, _, findings in
            guard decision.kind == .refusal, decision.application?.profile == "R2025",
                decision.refusal?.hearing?.held != true
            else { return }
            findings.add("refusal.hearing")
        },
        .decision("KND-DC-05", .error, "Law on ID-number registers, art. 9(3)") { decision, context, findings in
            guard decision.kind == .certificate else { return }
            guard let iin = decision.holder?.iin, let number = IndividualIdentificationNumber(iin) else {
                findings.add("holder.iin")
                return
            }
            if context.profile == .test, TestKit.numbers.contains(iin) { return }
            if number.findings.contains(where: \.isHard) { findings.add("holder.iin") }
        },
        .decision("KND-DC-06", .error, "APPC, art. 80") { decision, context, findings in
            for (path, isMissing) in decision.requiredFields where isMissing { findings.add(path) }
            for (path, text) in decision.requiredTexts where text?.isComplete != true { findings.add(path) }
            if decision.legalBasis.isEmpty { findings.add("legalBasis") }
            for (index, basis) in decision.legalBasis.enumerated()
            where basis.reference.flatMap({ LegalReference($0) }) == nil || basis.text?.isComplete != true {
                findings.add("legalBasis[\(index)]")
            }
            if let bin = decision.body?.bin, !(context.profile == .test && TestKit.numbers.contains(bin)),
                BusinessIdentificationNumber(bin)?.findings.contains(where: \.isHard) != false
            {
                findings.add("body.bin")
            }
            if let number = decision.documentNumber,
                number.utf8.count != 14 || !number.utf8.allSatisfy({ 48...57 ~= $0 })
            {
                findings.add("documentNumber")
            }
        },
        .decision("KND-DC-07", .error, "D") { decision, _, findings in
            let parts: [(Decision.Kind, String, Bool)] = [
                (.certificate, "certificate", decision.certificate != nil),
                (.prolongation, "extension", decision.prolongation != nil),
                (.refusal, "refusal", decision.refusal != nil),
            ]
            for (kind, path, isThere) in parts where isThere != (decision.kind == kind) { findings.add(path) }
        },
        .decision("KND-DC-08", .error, "D") { decision, _, findings in
            Decision.form.visitTexts(decision, path: "") { visit in
                guard visit.text.unicodeScalars.count > visit.limit || FormText.hasForbiddenCharacter(visit.text) else {
                    return
                }
                findings.add(visit.path)
            }
        },
        .decision("KND-DC-09", .error, "D") { decision, context, findings in
            guard let date = decision.decisionDate else { return }
            if date > context.judgedOn { findings.add("decisionDate") }
            if let registered = decision.application?.registeredOn, date < registered { findings.add("decisionDate") }
            if let start = decision.certificate?.statusDate, start < date { findings.add("certificate.statusDate") }
        },
    ]
}

extension Decision {
    /// The fields that every decision needs, and that its kind needs, each with whether it is empty.
    fileprivate var requiredFields: [(String, Bool)] {
        var fields: [(String, Bool)] = [
            ("id", id == nil), ("kind", kind == nil), ("documentNumber", documentNumber == nil),
            ("decisionNumber", decisionNumber == nil), ("decisionDate", decisionDate == nil),
            ("body.bin", body?.bin == nil), ("official.surname", official?.surname == nil),
            ("application.id", application?.id == nil),
            ("application.registrationNumber", application?.registrationNumber == nil),
            ("application.registeredOn", application?.registeredOn == nil),
            ("holder.relation", holder?.relation == nil), ("holder.birthDate", holder?.birthDate == nil),
            ("holder.name", holder?.fullName.isEmpty ?? true),
        ]
        if kind == .certificate {
            fields += [
                ("certificate.statusDate", certificate?.statusDate == nil),
                ("certificate.validUntil", certificate?.validUntil == nil),
            ]
        }
        if kind == .refusal { fields.append(("refusal.hearing", refusal?.hearing?.held == nil)) }
        return fields
    }

    /// The texts that every decision needs, and that its kind needs.
    fileprivate var requiredTexts: [(String, BilingualText?)] {
        var texts: [(String, BilingualText?)] = [
            ("title", title), ("place", place), ("body.name", body?.name), ("official.position", official?.position),
            ("statement", statement),
        ]
        switch kind {
        case .certificate: texts.append(("certificate.notice", certificate?.notice))
        case .prolongation: texts.append(("extension.purpose", prolongation?.purpose))
        case .refusal:
            texts += [("refusal.facts", refusal?.facts), ("refusal.remedy", refusal?.remedy)]
            if refusal?.hearing?.held == false { texts.append(("refusal.hearing.reason", refusal?.hearing?.reason)) }
        case nil: break
        }
        return texts
    }
}
