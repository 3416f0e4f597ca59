public import KandasDocs
import KandasSign

/// The document gate as a judge of attachments.
///
/// What a file merely tells about itself (fonts, devices, places) is for whoever made it, and is said by the gate's own
/// report; an application is judged by what refuses or warns.
public struct GateInspector: AttachmentInspecting, Sendable {
    private var gate: DocumentGate

    /// Creates a judge for one attachment.
    ///
    /// - Parameters:
    ///   - policy: What an attachment must fulfil.
    ///   - decisions: Vouches for a decision that is embedded in a PDF; without it none passes.
    public init(policy: DocumentPolicy = DocumentPolicy(), decisions: (any EmbeddedDecisionVerifier)? = nil) {
        gate = DocumentGate(policy: policy, decisions: decisions)
    }

    /// Takes the next bytes.
    public mutating func update(_ chunk: ArraySlice<UInt8>) { gate.update(chunk) }

    /// Ends the document.
    public func finish(name: String) -> AttachmentInspection {
        let report = gate.finish(name: name)
        let reasons = report.findings.filter { $0.severity != .note }
            .map { finding in
                let severity: Reason.Severity =
                    switch finding.severity {
                    case .refuse: .failure
                    case .warning: .warning
                    case .note: .note
                    }
                return Reason(
                    finding.code.rawValue,
                    severity,
                    rule: severity == .failure ? "KND-AT-06" : nil,
                    location: Reason.Location(offset: finding.offset),
                    actor: severity == .failure ? .applicant : nil,
                    parameters: finding.parameters
                )
            }
        return AttachmentInspection(mediaType: report.mediaType?.rawValue, reasons: reasons)
    }
}
