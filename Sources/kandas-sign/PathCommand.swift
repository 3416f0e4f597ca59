import ArgumentParser
import KandasSign

/// `path`: is a certificate one to rely on, whatever it is used for?
struct PathCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "Judges a certificate alone: its path to an anchor, policies, revocation.",
        discussion: "What the certificate may be used for is not judged: verify does that for a signature."
    )

    @Argument(help: "The certificate, DER or PEM; - is the standard input.", completion: .file()) var file: String

    @Option(
        help: ArgumentHelp(
            "A file of certificates, CRLs or OCSP responses that came with it. Nothing in it is trusted. Repeatable.",
            valueName: "file"
        ),
        completion: .file()
    )
    var untrusted: [String] = []

    @Option(
        name: .customLong("require-policy"),
        help: ArgumentHelp(
            "A certificate policy, as 1.2.398.3.3.2, for which the path must be valid. Repeated: one of them.",
            valueName: "oid"
        ),
        transform: { text in
            guard let policy = ObjectIdentifier(dotted: text) else {
                throw ValidationError("1.2.398.3.3.2 is how a policy is written.")
            }
            return policy
        }
    )
    var requiredPolicies: [ObjectIdentifier] = []

    @OptionGroup var policy: PolicyOptions
    @OptionGroup var online: OnlineOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if ([file] + untrusted).count(where: { $0 == "-" }) > 1 {
            throw ValidationError("The standard input can be read only once.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let policy = try policy.policy(or: .generic)
        let judgedAt = time.judgedAt()
        let validator = try CertificateValidator(
            trust: try trust.store(console),
            policy: policy,
            source: try online.source(for: policy, at: judgedAt)
        )
        let input = try CertificateInput(path: file, others: untrusted)
        let report = try validator.validate(
            input.certificate,
            evidence: input.evidence,
            at: judgedAt,
            policies: PolicyInputs(
                acceptable: Set(requiredPolicies),
                requiresExplicitPolicy: !requiredPolicies.isEmpty
            )
        )
        let document = CertificateReportDocument(
            report,
            file: file,
            catalogue: Words.catalogue,
            language: console.language
        )
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(PathText(console).lines(document))
        }
        return switch report.indication {
        case .totalPassed: .passed
        case .totalFailed: .failed
        case .indeterminate, .noSignatureFound: .indeterminate
        }
    }
}
