import ArgumentParser
import KandasCase
import KandasSign

/// `verify`: are the signatures of a file genuine, by whom, and to be trusted? Is a decision genuine and in force?
struct VerifyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks signed files and the decisions of the kandas service.",
        discussion: """
            Signed files are CMS in DER, PEM or base64, attached or detached, ASiC-E containers, and XML. A kandas \
            certificate, a decision on extension or a refusal is recognised by its content and gets four answers: is the \
            signature valid, was the signer entitled, is it neither replaced nor annulled, is the status in force on the \
            day. The list of authorities (authorities/list.p7s) and status lists (status/*.p7s) are taken from the trust \
            folder. Ends with 0 if it is genuine and in force; 1 if it is not genuine, or genuine and out of force; 2 if \
            that cannot be said, as offline without a status list. A PDF of a decision is checked against the document in \
            it; pictures of QR codes (PNG, JPEG) and their texts are put together, however many files they are in. Of a \
            folder all files are checked.
            """
    )

    @Argument(help: "The files and folders; - is the standard input.", completion: .file()) var files: [String]

    @Option(
        help: ArgumentHelp("What a detached signature was made over.", valueName: "file"),
        completion: .file()
    )
    var content: String?

    @Flag(
        name: .customLong("allow-partly-signed"),
        help: "Pass an XML document of which only parts are signed; the report lists what is and what is not."
    )
    var allowsPartlySigned = false

    @Option(
        name: .customLong("evidence"),
        help: ArgumentHelp(
            "Save what was judged with into this new folder; --trust with it gives the same answer again, offline.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var evidencePath: String?

    @Flag(help: "Let the identification numbers of the national test kit pass.") var testProfile = false

    @OptionGroup var earlier: EarlierOptions
    @OptionGroup var policy: PolicyOptions
    @OptionGroup var online: OnlineOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    func validate() throws {
        if content != nil, files.count > 1 { throw ValidationError("--content goes with one file.") }
        if files.count(where: { $0 == "-" }) + (content == "-" ? 1 : 0) > 1 {
            throw ValidationError("The standard input can be read only once.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let judgedAt = time.judgedAt()
        let files = try GivenPaths.expand(files)
        let (scans, documents) = ScannedCodes.divide(files, hasContent: content != nil)
        let verifier = try await verifier(for: documents, at: judgedAt, console)
        let progress = console.progress("verify", total: files.count)
        var statuses: [ExitStatus] = []
        var saved = SavedEvidence()
        for file in try verified(scans, by: verifier, at: judgedAt) {
            statuses.append(file.status)
            try file.write(to: console)
        }
        try await InOrder.forEach(documents) { [content] path in
            VerifiedFile(path: path, content: content, verifier: verifier, at: judgedAt)
        } consume: { file in
            statuses.append(file.status)
            progress.advance(to: statuses.count)
            if evidencePath != nil, let report = file.signatures { try saved.add(report) }
            try file.write(to: console)
        }
        if let evidencePath { try saved.write(to: evidencePath, at: judgedAt) }
        return ExitStatus(combining: statuses)
    }

    /// What became of the codes of papers, which may be spread over several files.
    private func verified(
        _ scans: [String],
        by verifier: DocumentVerifier,
        at judgedAt: Timestamp
    ) throws(SigningError) -> [VerifiedFile] {
        guard !scans.isEmpty else { return [] }
        var policy = try policy.policy(or: .generic)
        policy.allowsPartlySigned = allowsPartlySigned
        let papers = try verifier.papers(
            trust: try TrustStore(paths: trust.paths),
            policy: policy,
            source: try online.source(for: policy, at: judgedAt),
            authorities: try AuthorityFolder.list(in: trust.paths)
        )
        let name = scans.joined(separator: ", ")
        do throws(SigningError) {
            let report = try papers.verify(try ScannedCodes.read(scans), at: judgedAt)
            return report.outcomes(judgedAt: judgedAt).map { VerifiedFile(path: name, outcome: .success($0)) }
        } catch {
            return [VerifiedFile(path: name, outcome: .failure(error))]
        }
    }

    /// The verifier, which knows the decisions on extension among the files and in the folders named.
    private func verifier(
        for files: [String],
        at judgedAt: Timestamp,
        _ console: Console
    ) async throws -> DocumentVerifier {
        var policy = try policy.policy(or: .generic)
        policy.allowsPartlySigned = allowsPartlySigned
        let store = try trust.store(console)
        let source = try online.source(for: policy, at: judgedAt)
        var knowledge = try earlier.knowledge(
            trust,
            testProfile ? .test : .production,
            try CMSValidator(trust: store, policy: policy, source: source),
            at: judgedAt,
            console
        )
        let verifier = DocumentVerifier(
            files: try SignedFileVerifier(trust: store, policy: policy, source: source),
            decisions: try DecisionFileVerifier(trust: store, policy: policy, source: source, knowledge: knowledge)
        )
        let others = try GivenPaths.expand(earlier.folders)
        guard files.count + others.count > 1 else { return verifier }
        let candidates = files + others
        let progress = console.progress("verify: looking for extensions", total: candidates.count)
        var done = 0
        try await InOrder.forEach(candidates) { path in
            verifier.prolongation(in: path, at: judgedAt)
        } consume: { found in
            done += 1
            progress.advance(to: done)
            if let found { knowledge.add(found) }
        }
        return verifier.knowing(knowledge)
    }
}

extension ExitStatus {
    /// The code of a verdict.
    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .passed: .passed
            case .failed: .failed
            case .indeterminate: .indeterminate
            }
    }
}
