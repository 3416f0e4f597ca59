import KandasCase
import KandasSign

extension ApplyCommand {
    /// The first of two steps: writes the bytes that the applicant signs elsewhere.
    func prepare(
        _ package: ApplicationPackage,
        options: SignatureOptions,
        context: RuleContext,
        reasons: [Reason],
        _ console: Console
    ) throws(SigningError) -> ExitStatus {
        let path = form ?? ""
        let request = try steps.request(keys, options)
        var reasons = reasons
        if let signer = request.signer, let stranger = package.refusal(of: signer.certificate) {
            reasons.append(stranger)
        }
        guard !reasons.contains(where: { $0.severity == .failure }) else {
            try write(ApplicationCheck(file: path, reasons: reasons), console)
            return .failed
        }
        let plan = ApplicationSigningPlan(
            package,
            form: try RecordedFile(reading: path),
            extra: attach,
            context: context
        )
        try steps.prepare(plan, request, console)
        return .passed
    }

    /// The second of two steps: makes the application with what the signer returned.
    func complete(_ console: Console) throws(SigningError) -> ExitStatus {
        let file = try RemoteSigningStateFile<ApplicationSigningPlan>(opening: steps.complete ?? "")
        let returned = try steps.returnedSignature()
        let certificate = try returned.certificate(for: file.state.request)
        let package = try file.state.plan.package()
        var reasons = package.reasons
        if let stranger = package.refusal(of: certificate) { reasons.append(stranger) }
        guard !reasons.contains(where: { $0.severity == .failure }) else {
            try write(ApplicationCheck(file: file.state.plan.form.path, reasons: reasons), console)
            return .failed
        }
        let output = try OutputFile(path: output ?? "")
        try file.state.complete(with: returned, at: .now(), to: output)
        try output.commit()
        try file.markCompleted()
        try write(
            ApplicationCheck(file: output.path, reasons: reasons, signer: certificate, package: package),
            console
        )
        return .passed
    }
}
