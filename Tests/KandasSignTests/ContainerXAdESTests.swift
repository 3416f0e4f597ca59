import FoundationEssentials
import Support
import Testing

@testable import KandasSign

@Suite("Containers with XAdES that others made", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct ContainerXAdESTests {
    /// Containers that others hold to be valid and we do not, each for a reason.
    static let stricter: [String: Set<String>] = [
        // Files beside the signed ones, which nobody has signed.
        "validation/multifiles-too-much-files.asice": ["ATTACHMENT_NOT_SIGNED"],
        "validation/onefile-too-much-files.asice": ["ATTACHMENT_NOT_SIGNED"],
        "validation/container-signed.adoc": ["ATTACHMENT_NOT_SIGNED"],
        // Properties that claim to be signed and are not.
        "validation/xades_no-signedpropref.asice_.zip": ["XADES_PROPERTIES_NOT_SIGNED"],
        // A signature over no file at all.
        "validation/no-signed-file.asice": ["CONTAINER_SIGNATURE_ORPHAN"],
        // OpenDocument: another kind of container, whose signature covers its parts by transforms.
        "validation/libreoffice.odt": ["CONTAINER_MIMETYPE_WRONG"],
        "validation/sig-6_2.odt": ["CONTAINER_MIMETYPE_WRONG"],
        // The media type of an older specification.
        "validation/hello.bdoc": ["CONTAINER_MIMETYPE_WRONG"],
        // A countersignature in a file of its own, which chooses what it covers by an expression.
        "validation/detached-counter-signature.asice": ["XML_XPATH_REFUSED"],
        // Timestamps without a signature.
        "libdigidocpp/test.asics": ["ATTACHMENT_NOT_SIGNED"],
        "libdigidocpp/test-meta.asics": ["ATTACHMENT_NOT_SIGNED"],
        "libdigidocpp/test-tera.asics": ["ATTACHMENT_NOT_SIGNED"],
        "siva/timestamptok/1xTST-valid-bdoc-data-file.asics": ["ATTACHMENT_NOT_SIGNED"],
    ]

    @Test(
        "The mathematics and the files come out as expected",
        arguments: CorpusCase.all(["dss-asic-xades", "asic-digidoc", "gen-asic"])
    )
    func corpus(item: CorpusCase) throws {
        guard let path = item.files.values.first?.all.first else { return }
        let file = try InputFile(path: Fixtures.path("corpora/\(path)"))
        var policy = ValidationPolicy.generic
        policy.algorithms.digests.append(AlgorithmRules.Digest(.sha1))
        policy.algorithms.keys.append(AlgorithmRules.Key(.rsa, minimumBits: 512))
        let verifier = try SignedFileVerifier(trust: TrustStore(anchors: []), policy: policy)
        var holds = false
        var codes: Set<String> = []
        do throws(SigningError) {
            let outcome = try verifier.verify(file, at: Timestamp(seconds: 1_795_305_600))
            #expect(!outcome.report.verdict.isPassed, "nobody is trusted")
            codes = Set(outcome.report.allReasons.map(\.code))
            holds =
                outcome.report.verdict != .failed && !outcome.report.signatures.isEmpty
                && outcome.report.signatures.allSatisfy(\.mathematicsHold)
        } catch {
            codes = [error.code.rawValue]
        }
        switch item.expected {
        case "valid":
            if let expected = ContainerXAdESTests.stricter[item.id] {
                #expect(!holds && expected.isSubset(of: codes), "\(codes)")
            } else {
                #expect(holds, "\(codes)")
            }
        case "any": break
        default: #expect(!holds, "\(item.reason ?? "")")
        }
    }
}
