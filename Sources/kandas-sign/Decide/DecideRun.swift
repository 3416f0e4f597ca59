import KandasCase
import KandasSign

/// Decides on applications, some dozens at a time: takes them in on all cores, gives out their numbers one after another,
/// signs on all cores, records what was given out, and only then lets the documents appear.
final class DecideRun {
    private let command: DecideCommand
    private let paths: [String]
    private let sheet: OutcomeSheet
    private let verifier: ApplicationVerifier
    private let receipts: ReceiptBook
    private let signer: XAdESDecisionSigner
    private let paper: (any PaperMaking)?
    private let register: DecisionRegisterFile?
    private let places: StatusRegisterFile?
    private let time: Timestamp
    private let console: Console
    private var desk: DecisionDesk
    private var statuses: [ExitStatus] = []
    private var isAnythingIssued = false

    init(
        _ command: DecideCommand,
        _ paths: [String],
        _ sheet: OutcomeSheet,
        _ verifier: ApplicationVerifier,
        _ earlier: EarlierDecisions,
        at time: Timestamp,
        _ console: Console
    ) throws(SigningError) {
        self.command = command
        self.paths = paths
        self.sheet = sheet
        self.verifier = verifier
        self.time = time
        self.console = console
        let key = try command.key.signer(at: time)
        let levels = command.levels
        let store = try TrustStore(paths: levels.trust.paths)
        receipts = try command.registration.book(by: try CMSValidator(trust: store), at: time)
        let raising = try command.draft ? nil : (extender: levels.extender(console), level: command.level)
        signer = XAdESDecisionSigner(key, raising: raising) { .now() }
        paper = try PaperMaker.make(for: key, extender: command.draft ? nil : try levels.messageExtender(console))
        register = try command.registration.register.map { path throws(SigningError) in
            try DecisionRegisterFile(opening: path)
        }
        places = try command.registration.statusRegister.map { path throws(SigningError) in
            try StatusRegisterFile(opening: path)
        }
        let bin = key.certificate.holder.bin
        for authority in [register?.register.authority, places?.register.authority].compactMap(\.self)
        where authority.digits != bin {
            throw SigningError(.keyMismatch, "the register is one of the authority \(authority), and the key is not")
        }
        desk = DecisionDesk(
            certificate: key.certificate,
            authorities: try AuthorityFolder.list(in: levels.trust.paths),
            time: time,
            profile: command.applications.profile,
            isDraft: command.draft,
            register: register?.register,
            places: places?.register,
            earlier: earlier
        )
    }

    func perform() async throws -> ExitStatus {
        let progress = console.progress("decide", total: paths.count)
        // A folder that cannot be written is told about before any number is given out.
        let single = paths.count == 1 ? try OutputFolder(path: command.output ?? "") : nil
        if single == nil { try Folder.make(command.output ?? "", mayBeFull: true) }
        var rest = paths[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(DecideCommand.batch))
            rest = rest.dropFirst(batch.count)
            var jobs = try await takenIn(batch)
            for index in jobs.indices {
                jobs[index].plan(at: &desk, sheet, command.outcomes, command.registration)
            }
            jobs = try await signed(jobs)
            try write(jobs, to: single)
            progress.advance(to: paths.count - rest.count)
        }
        if isAnythingIssued {
            if paper == nil { console.note(console.word("NOTE_NO_PAPER")) }
            if places == nil, !command.draft { console.note(console.word("NOTE_NO_STATUS_PLACE")) }
        }
        return ExitStatus(combining: statuses)
    }

    private func takenIn(_ batch: [String]) async throws -> [DecideJob] {
        var jobs: [DecideJob] = []
        try await InOrder.forEach(batch) { [options = command.applications, verifier, receipts, time] path in
            DecideJob(path: path, options: options, verifier: verifier, receipts: receipts, at: time)
        } consume: {
            jobs.append($0)
        }
        return jobs
    }

    private func signed(_ jobs: [DecideJob]) async throws -> [DecideJob] {
        var jobs = jobs
        let work = jobs.enumerated().flatMap { index, job in job.planned.map { (job: index, planned: $0) } }
        try await InOrder.forEach(work) { [signer, paper] one in
            Result { () throws(SigningError) in
                (one.job, try DecideJob.SignedDocument(one.planned, by: signer, paper: paper))
            }
        } consume: { result in
            let (index, document) = try result.get()
            jobs[index].documents.append(document)
        }
        return jobs
    }

    private func write(_ jobs: [DecideJob], to single: OutputFolder?) throws(SigningError) {
        var folders: [OutputFolder] = []
        var answers: [(job: DecideJob, written: [IssueDocument.Written])] = []
        for job in jobs {
            var written: [IssueDocument.Written] = []
            if !job.documents.isEmpty {
                let folder = try folder(for: job, single)
                for document in job.documents {
                    written.append(try document.write(into: folder))
                    if !command.draft { try desk.register?.record(document.issued, sha256: document.sha256) }
                }
                folders.append(folder)
            }
            answers.append((job, written))
        }
        // The numbers first: one whose document is lost is skipped, and none is ever given out twice.
        if !command.draft, !folders.isEmpty {
            if let register, let changed = desk.register {
                register.register = changed
                try register.save()
            }
            if let places, let changed = desk.places {
                places.register = changed
                try places.save()
            }
        }
        for folder in folders { try folder.commit() }
        isAnythingIssued = isAnythingIssued || !folders.isEmpty
        for (job, written) in answers { try answer(job, written) }
    }

    private func folder(for job: DecideJob, _ single: OutputFolder?) throws(SigningError) -> OutputFolder {
        if let single { return single }
        return try OutputFolder(path: "\(command.output ?? "")/\(job.folderName)")
    }

    private func answer(_ job: DecideJob, _ written: [IssueDocument.Written]) throws(SigningError) {
        let report: IntakeReport
        switch job.intake {
        case .success(let judged): report = judged
        case .failure(let error):
            try console.write(unreadable: job.path, error)
            statuses.append(ExitStatus(error.code))
            return
        }
        let document = IssueDocument(
            file: job.path,
            intake: report,
            reasons: job.reasons,
            written: written,
            level: command.draft ? .b : command.level,
            at: time,
            catalogue: Words.catalogue,
            language: console.language
        )
        statuses.append(ExitStatus(verdict: document.verdict))
        if console.isJSON {
            try console.write(object: document)
        } else {
            try console.write(DecideText(console).lines(document))
        }
    }
}

extension DecideJob {
    /// What the application's folder is called: its identifier, which intake has made sure of.
    fileprivate var folderName: String { (try? intake.get().application?.id) ?? "" }
}

extension DecideJob.SignedDocument {
    fileprivate func write(into folder: OutputFolder) throws(SigningError) -> IssueDocument.Written {
        try folder.begin(issued.fileName)
        try folder.write(issued.document[...])
        if let paper {
            try folder.begin(issued.paperName)
            try folder.write(paper[...])
        }
        return IssueDocument.Written(
            issued,
            path: "\(folder.path)/\(issued.fileName)",
            paperPath: paper.map { _ in "\(folder.path)/\(issued.paperName)" },
            sha256: sha256
        )
    }
}
