public import KandasSign

/// Whether a certificate's holder may act for a body: its head, or an employee with the right to sign.
public enum SigningEntitlement {
    /// The roles that may.
    public static let roles: Set<CertificateRole> = [.firstHead, .rightToSign]

    /// Whether the certificate has such a role and is one to sign documents with.
    public static func mayAct(_ certificate: Certificate) -> Bool {
        !roles.isDisjoint(with: certificate.roles) && SigningFitness(certificate) == .fit
    }

    /// What speaks against a certificate's holder signing a decision of a body (KND-SG-02).
    ///
    /// - Parameters:
    ///   - certificate: The signer's certificate.
    ///   - body: The BIN of the body that the decision names.
    ///   - days: The days on which the body must have been on the list of authorities.
    ///   - authorities: The list, if there is one.
    ///   - time: The time judged at, at which the list must be current.
    /// - Returns: Failures, or what is missing; empty if the holder may sign.
    public static func reasons(
        against certificate: Certificate,
        for body: String?,
        on days: [CalendarDate],
        authorities: AuthorityList?,
        at time: Timestamp
    ) -> [Reason] {
        var reasons: [Reason] = []
        func refuse(_ code: VerificationCode, _ parameters: [String: String] = [:]) {
            reasons.append(
                Reason(code.rawValue, .failure, rule: "KND-SG-02", actor: .authority, parameters: parameters)
            )
        }
        func miss(_ code: VerificationCode, _ parameters: [String: String] = [:]) {
            reasons.append(Reason(code.rawValue, .indeterminate, actor: .operator, parameters: parameters))
        }
        let bin = body ?? ""
        let signer = certificate.holder.bin
        if !mayAct(certificate) { refuse(.signerRole) }
        if signer == nil || signer != bin { refuse(.signerBody, ["signer": signer ?? "–", "body": bin]) }
        guard let authorities else {
            miss(.authoritiesMissing)
            return reasons
        }
        guard authorities.isCurrent(at: time) else {
            miss(.authoritiesStale, ["nextUpdate": "\(authorities.nextUpdate)"])
            return reasons
        }
        for day in days {
            guard let number = BusinessIdentificationNumber(bin), authorities.authority(number, on: day) != nil else {
                refuse(.bodyNotListed, ["bin": bin, "date": "\(day)"])
                break
            }
        }
        return reasons
    }
}
