import KandasSign

/// Looks the certificate up that is to be extended, in what is at hand where it is decided: documents issued before, the
/// body's own register, and the register of its status list.
struct CertificateLookup {
    let earlier: EarlierDecisions?
    let register: DecisionRegister?
    let places: StatusRegister?

    /// What was found.
    struct Finding {
        /// What keeps the status from being extended.
        var reasons: [Reason] = []
        /// What the official should know.
        var remarks: [Reason] = []
        /// The certificate's place in the body's own status list.
        var place: Int?
    }

    /// Looks for the certificate of a person.
    ///
    /// - Parameters:
    ///   - stated: What the application says about it.
    ///   - person: Whose it is to be.
    /// - Returns: What was found; nothing if no certificate is stated, which the rules refuse.
    func find(_ stated: Application.PreviousCertificate?, of person: Person) -> Finding {
        guard let number = stated?.number else { return Finding() }
        var finding = Finding()
        let base = ["person": person.displayName, "number": number]
        func refuse(_ code: DecisionError.Code, _ parameters: [String: String] = [:]) {
            finding.reasons.append(DecisionBuilder.refusal(code, base.merging(parameters) { $1 }))
        }
        let report = earlier?.certificate(number)
        var ends: [CalendarDate?] = []
        var prolongation = register?.prolongation(of: number) ?? earlier?.prolongation(of: number)
        if let report {
            let decision = report.decision
            if !CertificateLookup.isOf(person, decision.holder) { refuse(.certificateOfAnother) }
            if let until = decision.validUntil, until != stated?.validUntil {
                refuse(.certificateDiffers, ["date": "\(until)"])
            }
            ends = report.answers.flatMap(\.reasons)
                .filter { CertificateLookup.ends.contains($0.code) }
                .map { $0.parameters["date"].flatMap(CalendarDate.init) }
            if report.validUntil != decision.validUntil { prolongation = prolongation ?? "–" }
            if let entry = decision.status, entry.list == places?.list, let place = entry.index {
                finding.place = place
                // The register is ahead of the list that was published last.
                for event in places?.events(at: place) ?? [] {
                    if event.kind == .extended {
                        prolongation = prolongation ?? "–"
                    } else {
                        ends.append(event.date)
                    }
                }
            }
        } else {
            var remark = DecisionBuilder.refusal(.certificateNotFound, base)
            remark.severity = .warning
            finding.remarks.append(remark)
        }
        if let end = ends.first { refuse(.certificateOutOfForce, ["date": end.map(\.description) ?? "–"]) }
        if let prolongation { refuse(.extendedBefore, ["document": prolongation]) }
        return finding
    }

    /// What puts a certificate out of force. One that has merely passed its last day is for KND-EX-04.
    private static let ends = Set(
        [StatusCode.annulled, .replaced, .ended, .notYet].map(\.rawValue)
    )

    private static func isOf(_ person: Person, _ holder: Decision.Holder?) -> Bool {
        guard let holder else { return false }
        if let iin = person.iin, let own = holder.iin { return iin == own }
        return person.surname == holder.surname && person.name == holder.name && person.birthDate == holder.birthDate
    }
}
