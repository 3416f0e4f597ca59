extension Application {
    /// The certificate whose status is to be extended for a person: everybody has one of their own.
    ///
    /// - Parameter person: The applicant or a member.
    /// - Returns: What the form says about it; `nil` if it says nothing. The applicant's stands beside the form's other
    ///   fields, or with the applicant.
    public func previousCertificate(of person: Person) -> PreviousCertificate? {
        person.relation == .applicant ? previousCertificate ?? person.previousCertificate : person.previousCertificate
    }

    /// Everybody for whom an extension is asked, with what the form says about the certificate, and where.
    var certificatesToExtend: [(path: String, person: Person, certificate: PreviousCertificate?)] {
        guard service == .extend else { return [] }
        var all: [(path: String, person: Person, certificate: PreviousCertificate?)] = []
        if applicant.requested == .extend {
            let isWithPerson = previousCertificate == nil && applicant.previousCertificate != nil
            let path = isWithPerson ? "applicant.previousCertificate" : "previousCertificate"
            all.append((path, applicant, previousCertificate ?? applicant.previousCertificate))
        }
        for (index, member) in members.enumerated() where member.requested == .extend {
            all.append(("members[\(index)].previousCertificate", member, member.previousCertificate))
        }
        return all
    }
}
