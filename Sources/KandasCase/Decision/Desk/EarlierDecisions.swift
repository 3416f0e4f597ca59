public import KandasDocs
public import KandasSign
internal import Synchronization

/// Certificates and extensions that were issued before, found where an application is decided on: embedded in its
/// attachments, or in the body's folders.
///
/// It may serve many tasks at once. What is not proven to be genuine is never given out.
public final class EarlierDecisions: EmbeddedDecisionVerifier {
    private let verifier: DecisionFileVerifier
    private let time: Timestamp
    private let known = Mutex(Known())

    private struct Known {
        /// Genuine certificates, by number.
        var certificates: [String: DecisionReport] = [:]
        /// The numbers of genuine extensions, by that of the certificate.
        var prolongations: [String: String] = [:]
        /// Files that are still to be judged, by the number of the certificate they are or name.
        var files: [String: [String]] = [:]
    }

    /// Knows nothing yet.
    ///
    /// - Parameters:
    ///   - verifier: Judges documents, and knows status lists.
    ///   - time: The time to judge at.
    public init(_ verifier: DecisionFileVerifier, at time: Timestamp) {
        self.verifier = verifier
        self.time = time
    }

    /// Whether a document that is embedded in a PDF is genuine; if so, it is remembered.
    public func vouches(for bytes: [UInt8]) -> Bool { remember(MemoryBytes(bytes)) }

    /// Notes a file, which is judged once somebody asks for its certificate. Anything but a decision is passed over.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limits: The bounds within which it is read.
    public func note(file path: String, limits: Limits = Limits()) {
        guard let file = try? InputFile(path: path), let size = file.size, size <= limits.decisionBytes,
            let reading = try? DecisionDocument.read(file.source(), limits: limits),
            let number = reading.decision.certificateNumber
        else { return }
        known.withLock { $0.files[number, default: []].append(path) }
    }

    /// What is known of a certificate.
    ///
    /// - Parameter number: Its number.
    /// - Returns: The four answers about it, without extensions; `nil` if no genuine one is at hand.
    func certificate(_ number: String) -> DecisionReport? {
        judgeFiles(of: number)
        return known.withLock { $0.certificates[number] }
    }

    /// The number of a genuine extension of a certificate, whether the certificate itself is at hand or not.
    ///
    /// - Parameter number: The certificate's number.
    /// - Returns: The extension's number; `nil` if none is at hand.
    func prolongation(of number: String) -> String? {
        judgeFiles(of: number)
        return known.withLock { $0.prolongations[number] }
    }

    private func judgeFiles(of number: String) {
        for path in known.withLock({ $0.files.removeValue(forKey: number) }) ?? [] {
            if let bytes = try? InputFile(path: path).contents(limit: Limits().decisionBytes) {
                remember(MemoryBytes(bytes))
            }
        }
    }

    @discardableResult private func remember(_ document: any RandomAccessBytes) -> Bool {
        guard let report = try? verifier.verify(document, at: time).report, report.isGenuine else { return false }
        let decision = report.decision
        guard let number = decision.certificateNumber else { return true }
        known.withLock { known in
            if decision.kind == .certificate {
                known.certificates[number] = report
            } else {
                known.prolongations[number] = decision.documentNumber ?? "–"
            }
        }
        return true
    }
}

extension Decision {
    /// The number of the certificate that this is, or extends.
    fileprivate var certificateNumber: String? {
        switch kind {
        case .certificate: documentNumber
        case .prolongation: prolongation?.certificateNumber
        case .refusal, nil: nil
        }
    }
}
