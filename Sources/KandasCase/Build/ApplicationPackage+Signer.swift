public import KandasSign

extension ApplicationPackage {
    /// Why intake would not take a signature of this certificate's holder, before it is made.
    ///
    /// Whether an operator's body is authorised is known to the intake service only, so an operator is not refused here.
    ///
    /// - Parameter certificate: The certificate of the key that is to sign.
    /// - Returns: The reason, or `nil` if the holder is the applicant or may be an operator.
    public func refusal(of certificate: Certificate) -> Reason? {
        let holder = certificate.holder
        if let iin = holder.iin, iin == application.applicant.iin { return nil }
        if application.channel?.mayBeOperated == true, holder.bin != nil { return nil }
        return Reason(
            IntakeCode.signerNotApplicant.rawValue,
            .failure,
            rule: "KND-ID-09",
            actor: .applicant,
            parameters: [
                "signer": holder.iin.map(RuleSubject.masked) ?? "", "bin": holder.bin ?? "",
                "applicant": application.applicant.iin.map(RuleSubject.masked) ?? "",
            ]
        )
    }
}

extension ApplicationBuilder {
    /// The folder that the paths in a form are taken from: that of the form, or the working folder for a form that comes
    /// through the standard input.
    public static func folder(ofForm path: String) -> String {
        guard path != "-", let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
