import KandasCase
import KandasDocs
import KandasSign
import KandasText

/// One file of `check`, read once: what the gate says about it and its digest.
struct CheckedFile: Sendable {
    let path: String
    let outcome: Result<Document, SigningError>
    /// A warning if the same file or picture came before it.
    var duplicate: DocumentFinding?

    struct Document: Sendable {
        let report: DocumentReport
        /// The file's size, which is more than the gate saw if the file is over the limit.
        let size: Int
        /// In hexadecimal; `nil` if the file was not read to its end.
        let sha256: String?
    }

    init(path: String, policy: DocumentPolicy) {
        self.path = path
        do throws(SigningError) {
            outcome = .success(try CheckedFile.read(path, policy))
        } catch {
            outcome = .failure(error)
        }
    }

    /// All that is to be said of it.
    var findings: [DocumentFinding] {
        guard case .success(let document) = outcome else { return [] }
        return document.report.findings + (duplicate.map { [$0] } ?? [])
    }

    /// Compares it with the files before it.
    mutating func compare(with finder: inout DuplicateFinder) {
        guard case .success(let document) = outcome else { return }
        duplicate = finder.add(path, digest: document.sha256, report: document.report)
    }

    var status: ExitStatus {
        switch outcome {
        case .success(let document): document.report.isAcceptable ? .passed : .failed
        case .failure(let error): ExitStatus(error)
        }
    }

    private static func read(_ path: String, _ policy: DocumentPolicy) throws(SigningError) -> Document {
        let file = try InputFile(path: path)
        let source = file.source()
        let digester = try Digester(.sha256)
        // Whom to trust is for intake to say; here a decision must be whole.
        var gate = DocumentGate(policy: policy, decisions: EmbeddedDecisions.sound)
        var buffer = [UInt8](repeating: 0, count: 131_072)
        while case let count = try source.read(into: &buffer), count > 0 {
            gate.update(buffer[..<count])
            // The rest of a file that is too large changes nothing, and a pipe may have no end.
            if gate.isOverLimit || Task.isCancelled { break }
            try digester.update(buffer[..<count])
        }
        let report = gate.finish(name: path == "-" ? nil : path)
        let isWhole = !gate.isOverLimit
        return Document(
            report: report,
            size: isWhole ? report.size : file.size ?? report.size,
            sha256: isWhole ? Hexadecimal.text(try digester.finish()) : nil
        )
    }
}
