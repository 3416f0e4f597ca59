import KandasSign
import Testing

@Suite(
    "Containers of other projects show the facts that those projects state",
    .enabled(if: ContainerFixtures.root != nil, "the corpora are not here")
)
struct ContainerASiCCorpusTests {
    struct Outcome {
        var codes: Set<String>
        var severities: Set<Reason.Severity>
        var coverage: [Bool]
    }

    /// The facts, or `nil` if the archive itself is refused.
    static func outcome(_ line: ContainerFixtures.Line) throws -> Outcome? {
        let bytes = try ContainerFixtures.archive(line)
        guard let container = try? ASiCContainer(bytes, mimetype: .tolerant) else { return nil }
        let check = try container.check()
        return Outcome(
            codes: Set(check.findings.map(\.code)),
            severities: Set(check.findings.map(\.severity)),
            coverage: check.signatures.map(\.coversAllFiles)
        )
    }

    /// What is wrong with the files or manifests; in the rest it is the signature's mathematics, which is not judged here.
    static let broken: [String: String] = [
        "validation/brokenReference.asice": "HASH_FAILURE",
        "validation/brokenReferenceAndAlteredManifest.asice": "CONTAINER_MANIFEST_UNREADABLE",
        "validation/removed-doc.asice": "ATTACHMENT_MISSING",
        "validation/removedReference.asice": "ATTACHMENT_MISSING",
        "validation/removed-doc.asics": "CONTAINER_KIND_NOT_SUPPORTED",
    ]
    /// References stand inside the element for the signature, which the schema forbids, and the media type is another.
    static let nonConformant = "validation/nonConformantManifest.asice"

    @Test("with CAdES", arguments: ContainerFixtures.lines(of: "dss-asic-cades"))
    func cades(_ line: ContainerFixtures.Line) throws {
        guard let outcome = try Self.outcome(line) else { return }
        switch line.expected {
        case "valid":
            if line.id == Self.nonConformant {
                #expect(outcome.codes.isSuperset(of: ["CONTAINER_MANIFEST_UNREADABLE", "CONTAINER_MIMETYPE_WRONG"]))
            } else if line.id.hasSuffix(".asics") {
                #expect(outcome.severities.contains(.indeterminate) && !outcome.severities.contains(.failure))
            } else {
                #expect(outcome.severities.isSubset(of: [.warning, .note]), "\(outcome)")
                #expect(!outcome.coverage.isEmpty && outcome.coverage.allSatisfy(\.self), "\(outcome)")
            }
        case "invalid":
            if let code = Self.broken[line.id] { #expect(outcome.codes.contains(code), "\(outcome)") }
        case "error":
            #expect(outcome.coverage.isEmpty, "\(outcome)")
        default: break
        }
    }
}
