public import KandasSign

/// A decision that keeps every rule of severity E, and so may be signed.
///
/// There is no other way to make one: an act without the appeal block, or a refusal without ground and article, is never
/// signed.
public struct CheckedDecision: Hashable, Sendable {
    /// The decision.
    public let decision: Decision
    /// What the official should look at: findings of severity W and I.
    public let remarks: [Reason]
    /// The document that is signed.
    public let document: [UInt8]

    /// Checks a decision.
    ///
    /// - Parameters:
    ///   - decision: The decision.
    ///   - context: The day it is judged on and the profile of numbers.
    /// - Throws: ``DecisionError`` with every finding if there is one of severity E.
    public init(_ decision: Decision, in context: RuleContext) throws(DecisionError) {
        var findings = DecisionRule.check(decision, in: context)
        let sink = MemorySink()
        do throws(SigningError) {
            try DecisionDocument.write(decision, to: sink)
            // The rules and the schema must not disagree about what can be issued.
            for finding in try DecisionDocument.read(MemoryBytes(sink.bytes).source()).findings
            where !findings.contains(where: { $0.severity == .failure }) {
                findings.append(
                    Reason("KND-DC-06", .failure, rule: "KND-DC-06", actor: .authority)
                        .with(["path": finding.element, "field": finding.element])
                )
            }
        } catch {
            findings.append(
                Reason("KND-DC-06", .failure, rule: "KND-DC-06", actor: .authority)
                    .with(["path": "decision", "field": error.code.rawValue])
            )
        }
        guard !findings.contains(where: { $0.severity == .failure }) else { throw DecisionError(findings) }
        self.decision = decision
        remarks = findings
        document = sink.bytes
    }

    /// Has the decision signed.
    ///
    /// - Parameter signing: Who signs.
    /// - Returns: The signed document.
    /// - Throws: What `signing` throws, and ``SigningError`` with code ``SigningError/Code/returnedContentDiffers`` if
    ///   what comes back is not this decision with a signature.
    public func signed(by signing: some DecisionSigning) throws(SigningError) -> [UInt8] {
        let signed = try signing.sign(document)
        let reading = try DecisionDocument.read(MemoryBytes(signed).source())
        guard reading.hasSignature, reading.findings.isEmpty, reading.decision == decision else {
            throw SigningError(.returnedContentDiffers, "what was signed is not the decision that was to be signed")
        }
        return signed
    }
}

extension Reason {
    /// The reason with a field's name in every language.
    fileprivate func with(_ parameters: [String: String]) -> Reason {
        var reason = self
        let field = parameters["field"] ?? ""
        reason.parameters = parameters
        for language in ["kk", "ru", "en"] {
            reason.parameters["field_\(language)"] = field
            reason.parameters["place_\(language)"] = parameters["path"] ?? ""
        }
        return reason
    }
}
