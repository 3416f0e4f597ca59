import Support
import Testing

@testable import KandasSign

/// The whole suite of the NIST (Public Key Interoperability Test Suite, version 1.0.1), as the PyPI package
/// cryptography-vectors carries it: its certificates, lists and S/MIME messages lie in one folder each, and the names say what
/// is expected with default settings.
private enum PKITS {
    static let folder: String? = {
        let script = "import cryptography_vectors as v, os; print(os.path.dirname(v.__file__))"
        guard let outcome = try? Tool.run(Python.interpreter, ["-c", script]), outcome.status == 0 else { return nil }
        return outcome.text.split(separator: "\n").first.map { "\($0)/x509/PKITS_data" }
    }()

    static let isPresent = folder != nil
    static let time = Timestamp(seconds: 1_302_825_600)

    /// What names without `Valid` or `Invalid` in front come to with default settings: any policy will do, and none is needed.
    static let expected: [String: Bool] = [
        "AllCertificatesAnyPolicyTest11": true, "AllCertificatesanyPolicyTest11": true,
        "AllCertificatesNoPoliciesTest2": true,
        "AllCertificatesSamePoliciesTest10": true, "AllCertificatesSamePoliciesTest13": true,
        "AllCertificatesSamePolicyTest1": true, "AnyPolicyTest14": true, "CPSPointerQualifierTest20": true,
        "DifferentPoliciesTest12": false, "DifferentPoliciesTest3": true, "DifferentPoliciesTest4": false,
        "DifferentPoliciesTest5": false, "DifferentPoliciesTest7": false, "DifferentPoliciesTest8": false,
        "DifferentPoliciesTest9": false, "OverlappingPoliciesTest6": true, "UserNoticeQualifierTest15": true,
        "UserNoticeQualifierTest16": true, "UserNoticeQualifierTest17": true, "UserNoticeQualifierTest18": true,
        "UserNoticeQualifierTest19": true, "inhibitAnyPolicyTest3": true,
    ]

    /// Tests whose answer here is another one.
    static let exceptions: [String: String] = [
        "ValidDSASignaturesTest4": "DSA, which FIPS 186-5 withdrew, is not among our algorithms",
        "ValidDSAParameterInheritanceTest5": "DSA",
    ]

    /// Messages that an authority signed with the key of its certificate: the path holds, but such a key is not for documents.
    static let signedByAuthorities: Set = [
        "OverlappingPoliciesTest6", "ValidonlyContainsCACertsCRLTest13", "ValidpathLenConstraintTest14",
        "ValidpathLenConstraintTest8",
    ]

    static func isValid(_ name: String) -> Bool? {
        name.hasPrefix("Valid") ? true : name.hasPrefix("Invalid") ? false : expected[name]
    }

    static func names(in part: String, ending: String) throws -> [String] {
        let listing = try Tool.run("ls", ["\(folder ?? "")/\(part)"])
        return listing.text.split(separator: "\n").map(String.init).filter { $0.hasSuffix(ending) }
    }

    static func bytes(_ part: String, _ name: String) throws -> [UInt8] {
        try readFile("\(folder ?? "")/\(part)/\(name)")
    }

    /// Everything at hand: which certificates and lists a path needs, nobody says.
    static func evidence() throws -> Evidence {
        Evidence(
            certificates: try names(in: "certs", ending: ".crt")
                .compactMap { try? Certificate(der: bytes("certs", $0)) },
            revocationLists: try names(in: "crls", ending: ".crl")
                .compactMap { try? CertificateRevocationList(der: bytes("crls", $0)) }
        )
    }

    static func anchor() throws -> Certificate {
        try Certificate(der: bytes("certs", "TrustAnchorRootCertificate.crt"))
    }
}

@Suite(
    "NIST PKITS, all of it, with every certificate and list of the suite at hand",
    .enabled(if: PKITS.isPresent, "\(Python.absenceNote)")
)
struct PKITSTests {
    @Test("Each path gets the answer of the suite")
    func paths() throws {
        let chain = try ChainJudge(
            trust: TrustStore(anchors: [PKITS.anchor()]),
            policy: .lenient,
            purpose: .signer
        )
        let prepared = chain.prepare(try PKITS.evidence())
        var count = 0
        for file in try PKITS.names(in: "certs", ending: "EE.crt") {
            let name = String(file.dropLast(6))
            guard let expected = PKITS.isValid(name) else { continue }
            count += 1
            var isValid = false
            var why = "unreadable"
            if let leaf = try? Certificate(der: PKITS.bytes("certs", file)) {
                let judgement = try chain.judge(
                    leaf,
                    helpers: prepared.helpers,
                    revocation: prepared.revocation,
                    at: PKITS.time
                )
                isValid = !judgement.path.isEmpty && judgement.reasons.isEmpty
                why = judgement.reasons.map { "\($0.code) \($0.parameters)" }.joined(separator: ", ")
            }
            #expect((isValid == expected) == (PKITS.exceptions[name] == nil), "\(name): \(why)")
        }
        #expect(count >= 200)
    }

    @Test("Each signed message gets the answer of the suite")
    func messages() throws {
        let evidence = try PKITS.evidence()
        let trust = TrustStore(
            anchors: [try PKITS.anchor()],
            intermediates: evidence.certificates,
            revocationLists: evidence.revocationLists
        )
        let validator = try CMSValidator(trust: trust, policy: .lenient)
        var count = 0
        for file in try PKITS.names(in: "smime", ending: ".eml") where file.hasPrefix("Signed") {
            let name = String(file.dropFirst(6).dropLast(4))
            guard let expected = PKITS.isValid(name) else { continue }
            count += 1
            let mail = try PKITS.bytes("smime", file)
            let message = try #require(SignedMail(mail), "\(file)")
            let facts = try SignedDataReader()
                .read(MemoryBytes(message.signature).source(), content: MemoryBytes(message.content).source())
            let report = try validator.validate(facts, at: PKITS.time)
            if PKITS.signedByAuthorities.contains(name) {
                #expect(report.allReasons.map(\.code).contains("SERVICE_KEY_USED"))
                continue
            }
            #expect(
                (report.verdict.isPassed == expected) == (PKITS.exceptions[name] == nil),
                "\(name): \(report.allReasons.map { "\($0.code) \($0.parameters)" })"
            )
        }
        #expect(count >= 200)
    }
}
