import Foundation
import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("A policy is a document that is read strictly")
struct PolicyDocumentTests {
    private static let schema = "\(Fixtures.packageRoot)/schemas/policy.schema.json"

    /// The shipped generic document with changes at dotted paths; `nil` takes a member away.
    private static func document(_ changes: [String: Any?]) throws -> [UInt8] {
        let bytes = try #require(ValidationPolicy.shippedDocument("generic"))
        let parsed = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        var root = try #require(parsed)
        for (path, value) in changes { set(value, at: path.split(separator: ".").map(String.init)[...], in: &root) }
        return Array(try JSONSerialization.data(withJSONObject: root))
    }

    private static func set(_ value: Any?, at path: ArraySlice<String>, in object: inout [String: Any]) {
        guard let first = path.first else { return }
        guard path.count > 1 else {
            object[first] = value
            return
        }
        var inner = object[first] as? [String: Any] ?? [:]
        set(value, at: path.dropFirst(), in: &inner)
        object[first] = inner
    }

    @Test("The shipped ones are readable, and those that the code names are among them")
    func shipped() throws {
        for name in ValidationPolicy.shippedNames {
            let policy = try ValidationPolicy(json: try #require(ValidationPolicy.shippedDocument(name)))
            #expect(policy.name == name)
            #expect(policy.allowsUncheckedRevocation == false)
            #expect(!policy.algorithms.keys.isEmpty && !policy.algorithms.digests.isEmpty)
        }
        #expect(ValidationPolicy.generic.name == "generic")
        #expect(ValidationPolicy.application.name == "kandas-application")
        #expect(ValidationPolicy.decision.roles == [.firstHead])
        #expect(ValidationPolicy.generic.algorithms == .current)
        #expect(ValidationPolicy(shipped: "Generic") == nil)
        #expect(ValidationPolicy.shippedDocument("") == nil)
    }

    @Test(
        "The schema takes the shipped ones",
        .enabled(if: Python.has("jsonschema"), "\(Python.absenceNote)")
    )
    func schema() throws {
        let lines = try ValidationPolicy.shippedNames.map { name in
            let object = try JSONSerialization.jsonObject(with: Data(ValidationPolicy.shippedDocument(name) ?? []))
            return Array(try JSONSerialization.data(withJSONObject: object)) + [0x0a]
        }
        let count = try Python.run("validate_json.py", [Self.schema], input: Array(lines.joined()))
        #expect(String(decoding: count, as: UTF8.self) == "\(lines.count)\n")
    }

    private static var hostile: [(String, [String: Any?])] {
        [
            ("another version", ["policyVersion": 2]), ("no version", ["policyVersion": nil]),
            ("an unknown key", ["allowEverything": true]),
            ("an unknown key further down", ["revocation.optional": true]),
            ("a level that is none", ["requiredLevel": "A"]), ("no level", ["requiredLevel": nil]),
            ("a name with a slash", ["name": "a/b"]), ("an empty name", ["name": ""]),
            ("a name that draws", ["name": "\u{1b}[2J"]),
            ("a digest that nobody knows", ["algorithms.digests": [["name": "MD5"]]]),
            ("a digest with an unknown key", ["algorithms.digests": [["name": "SHA-1", "always": true]]]),
            ("a key that nobody knows", ["algorithms.keys": [["type": "DSA"]]]),
            ("RSA of any size", ["algorithms.keys": [["type": "RSA"]]]),
            ("a short RSA key", ["algorithms.keys": [["type": "RSA", "minimumBits": 512]]]),
            ("a negative size", ["algorithms.keys": [["type": "EC", "minimumBits": -1]]]),
            ("a time that is none", ["algorithms.digests": [["name": "SHA-1", "until": "2013-13-01"]]]),
            (
                "a period that ends before it begins",
                ["algorithms.digests": [["name": "SHA-1", "from": "2014-01-01", "until": "2013-01-01"]]]
            ),
            ("a role that is none", ["signer.roles": ["BOSS"]]),
            ("an identifier that is none", ["signer.certificatePolicies": ["1.2.x"]]),
            ("revocation that does not matter", ["revocation.unchecked": "note"]),
            ("a negative grace", ["revocation.grace": -1]), ("a grace of ages", ["revocation.grace": 10_000_000_000]),
            ("a failure made a note", ["severities": ["HASH_FAILURE": "note"]]),
            ("a failure made a warning", ["severities": ["REVOKED_NO_POE": "warning"]]),
            ("a remark made less", ["severities": ["CERTIFICATE_AMBIGUOUS": "note"]]),
            ("https", ["services.ocsp": ["https://ocsp.example/"]]),
            ("a file", ["services.timestamps": ["file:///etc"]]),
            ("a number for a text", ["name": 1]),
        ]
    }

    @Test("What is not understood is refused, not ignored", arguments: 0..<hostile.count)
    func refused(index: Int) throws {
        let (what, changes) = Self.hostile[index]
        let error = #expect(throws: SigningError.self, "\(what)") { try ValidationPolicy(json: Self.document(changes)) }
        #expect(error?.code == (what == "another version" ? .unsupported : .malformedInput), "\(what): \(error as Any)")
        if Python.has("jsonschema") {
            let outcome = try Tool.run(
                Python.interpreter,
                ["\(Fixtures.packageRoot)/Tests/Peers/validate_json.py", Self.schema],
                input: Self.document(changes)
            )
            // Two things that a schema cannot say.
            let isBeyondSchema = what.hasPrefix("a time that is none") || what.hasPrefix("a period")
            #expect((outcome.status != 0) != isBeyondSchema, "\(what): \(outcome)")
        }
    }

    @Test("Truncated or with a bit turned over it is an error or another policy, never a crash")
    func damaged() throws {
        let document = try #require(ValidationPolicy.shippedDocument("legacy"))
        for length in stride(from: 0, to: document.count - 2, by: 7) {
            #expect(throws: SigningError.self) { try ValidationPolicy(json: Array(document[..<length])) }
        }
        for index in stride(from: 0, to: document.count, by: 3) {
            var changed = document
            changed[index] ^= 1 << UInt8(index % 8)
            _ = try? ValidationPolicy(json: changed)
        }
        var limits = Limits()
        limits.policyBytes = 100
        let error = #expect(throws: SigningError.self) { try ValidationPolicy(json: document, limits: limits) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("An algorithm is judged at the time given: its last second counts, the next does not")
    func periods() throws {
        let rules = try #require(ValidationPolicy(shipped: "legacy")).algorithms
        let end = try #require(Timestamp("2014-01-01"))
        #expect(rules.allows(.sha1, at: end.adding(seconds: -1)))
        #expect(!rules.allows(.sha1, at: end))
        #expect(rules.judgement(of: .rsa(bits: 1_024), at: end.adding(seconds: -1)) == .allowed)
        #expect(rules.judgement(of: .rsa(bits: 1_024), at: end) == .tooShort(required: 2_048))
        #expect(rules.judgement(of: .rsa(bits: 1_023), at: end.adding(seconds: -1)) == .tooShort(required: 1_024))
        var national = rules
        national.keys = [AlgorithmRules.Key(.gost2015x512, AlgorithmRules.Period(from: end))]
        #expect(national.judgement(of: .rsa(bits: 4_096), at: end) == .notAllowed)
        #expect(national.judgement(of: .national(.gost2015x512), at: end) == .allowed)
        #expect(national.judgement(of: .national(.gost2015x512), at: end.adding(seconds: -1)) == .notAllowed)
    }

    @Test("What two policies do not share is named, once each")
    func differences() throws {
        let own = try ValidationPolicy(
            json: Self.document([
                "requiredLevel": "B", "revocation.grace": 60, "severities": ["LEVEL_BASIC": "failure"],
            ])
        )
        let (added, missing) = own.differences(from: .generic)
        #expect(added.map(\.code) == ["POLICY_LEVEL", "POLICY_GRACE", "POLICY_SEVERITY"])
        #expect(missing.map(\.code) == ["POLICY_LEVEL", "POLICY_GRACE"])
        #expect(ValidationPolicy.generic.differences(from: .generic).added.isEmpty)
    }
}

@Suite("A policy decides what passes")
struct PolicyEffectTests {
    private func report(
        by identity: KeyPath<TestPKI, TestIdentity>,
        level: SignatureLevel = .b,
        _ change: (inout ValidationPolicy) -> Void
    ) throws -> ValidationReport {
        let pki = try SharedPKI.of("rsa")
        let message = try SignedDataWriter()
            .signDetached(
                [1, 2, 3],
                signers: [pki[keyPath: identity].signer()],
                options: SignatureOptions(signingTime: pki.time, level: level)
            )
        let trust = TrustStore(
            anchors: [pki.root.certificate],
            intermediates: [pki.issuing.certificate],
            revocationLists: [
                try CertificateRevocationList(der: pki.rootRevocationList),
                try CertificateRevocationList(der: pki.issuingRevocationList),
            ]
        )
        var policy = ValidationPolicy.generic
        change(&policy)
        let facts = try SignedDataReader()
            .read(MemoryBytes(message).source(), content: MemoryBytes([1, 2, 3]).source())
        return try CMSValidator(trust: trust, policy: policy).validate(facts, at: pki.time)
    }

    private func codes(_ report: ValidationReport) -> [String] {
        report.signatures.flatMap(\.reasons).map(\.code).sorted()
    }

    @Test("What suits every rule passes")
    func passes() throws {
        let report = try report(by: \.head) { policy in
            policy.roles = [.firstHead]
            policy.certificatePolicies = ["1.2.398.3.3.2"]
            policy.requiredLevel = .b
        }
        #expect(report.verdict.isPassed, "\(codes(report))")
    }

    @Test("A role, a certificate policy, a kind of key, a size or a digest that is not allowed is indeterminate")
    func refuses() throws {
        let role = try report(by: \.applicant) { $0.roles = [.firstHead] }
        #expect(codes(role) == ["SIGNER_ROLE_NOT_ALLOWED"])
        let policy = try report(by: \.applicant) { $0.certificatePolicies = ["1.2.398.3.3.2.1"] }
        #expect(codes(policy) == ["CERTIFICATE_POLICY_NOT_ALLOWED"])
        // The signer's key, and those of the two authorities.
        let kind = try report(by: \.applicant) { $0.algorithms.keys = [AlgorithmRules.Key(.ec)] }
        #expect(codes(kind) == ["KEY_NOT_ALLOWED", "KEY_NOT_ALLOWED", "KEY_NOT_ALLOWED"])
        let size = try report(by: \.applicant) {
            $0.algorithms.keys = [AlgorithmRules.Key(.rsa, minimumBits: 3_072)]
        }
        #expect(codes(size) == ["WEAK_KEY", "WEAK_KEY", "WEAK_KEY"])
        let digest = try report(by: \.applicant) { $0.algorithms.digests = [] }
        #expect(codes(digest) == ["WEAK_DIGEST", "WEAK_DIGEST", "WEAK_DIGEST"])
        for report in [role, policy, kind, size, digest] { #expect(report.verdict.name == "indeterminate") }
    }

    @Test("A remark may be made a failure, and nothing a remark")
    func severities() throws {
        let usual = try report(by: \.applicant, level: .basic) { _ in }
        #expect(usual.verdict.isPassed)
        let strict = try report(by: \.applicant, level: .basic) { $0.severities = ["LEVEL_BASIC": .failure] }
        #expect(strict.verdict.name == "failed")
        #expect(strict.signatures[0].subIndication == .sigConstraintsFailure)
        // Set in code past the document's reader, and still without effect.
        let lax = try report(by: \.revoked) { $0.severities = ["REVOKED_NO_POE": .note, "LEVEL_BASIC": .note] }
        #expect(!lax.verdict.isPassed)
        #expect(codes(lax) == ["REVOKED_NO_POE"])
    }
}
