public import KandasSign

/// Recognises by its content what a file is, and has it judged: a decision of the service in four answers, any other
/// signed file by its signatures.
///
/// It may serve many tasks at once.
public struct DocumentVerifier: Sendable {
    private let files: SignedFileVerifier
    private let decisions: DecisionFileVerifier
    private let limits: Limits

    /// What became of a file.
    public enum Outcome: Sendable {
        /// It is a decision, or was made to look like one.
        case decision(DecisionFileVerifier.Outcome)
        /// It is another signed file.
        case signed(SignedFileVerifier.Outcome)

        /// What became of the signatures, if there are any.
        public var signatures: ValidationReport? {
            switch self {
            case .decision(let outcome): outcome.signature
            case .signed(let outcome): outcome.report
            }
        }
    }

    /// Creates a verifier.
    public init(files: SignedFileVerifier, decisions: DecisionFileVerifier, limits: Limits = Limits()) {
        self.files = files
        self.decisions = decisions
        self.limits = limits
    }

    /// Judges a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - content: The content of a detached signature.
    ///   - time: The time to judge at.
    /// - Returns: What it is, and what became of it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if the file is not one that is recognised,
    ///   and what reading throws.
    public func verify(
        _ file: InputFile,
        content: InputFile? = nil,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        let recognised = try RecognisedFile(file, limits: limits)
        if recognised.format == .xml, content == nil {
            let document = try recognised.randomAccess()
            if DecisionDocument.isDecision(document, limits: limits) {
                return .decision(try decisions.verify(document, at: time))
            }
        }
        return .signed(try files.verify(recognised, content: content, at: time))
    }

    /// What a file says about another one, if it is a decision on extension.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - time: The time to judge at.
    /// - Returns: The facts; `nil` for any other file, and for one that cannot be read, which is told when the file itself
    ///   is verified.
    public func prolongation(in path: String, at time: Timestamp) -> DecisionFacts? {
        guard path != "-", let file = try? InputFile(path: path), file.size != nil,
            let recognised = try? RecognisedFile(file, limits: limits), recognised.format == .xml,
            let document = try? recognised.randomAccess(),
            (try? DecisionDocument.mayBeProlongation(document)) == true,
            let facts = try? decisions.facts(of: document, at: time),
            facts.document.decision.kind == .prolongation
        else { return nil }
        return facts
    }

    /// A verifier that knows more about decisions.
    public func knowing(_ knowledge: DecisionKnowledge) -> DocumentVerifier {
        DocumentVerifier(files: files, decisions: decisions.knowing(knowledge), limits: limits)
    }
}
