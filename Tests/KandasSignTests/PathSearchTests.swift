import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Paths are searched over every possible issuer, within bounds")
struct PathSearchTests {
    let pki: TestPKI

    init() throws { pki = try SharedPKI.ec.get() }

    private func outcome(
        _ leaf: Certificate,
        anchors: [Certificate],
        helping: [Certificate]
    ) throws -> PathValidator.Outcome {
        let validator = try PathValidator(trust: TrustStore(anchors: anchors, intermediates: helping))
        return try validator.validate(leaf, helpers: validator.helpers([]), at: pki.time)
    }

    // Two national roots have the common name НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA).
    @Test("An authority of the same name and another key is no obstacle, and no issuer")
    func sharedName() throws {
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: pki.time)
        #expect(other.root.certificate.subject == pki.root.certificate.subject)
        let leaf = pki.applicant.certificate
        for anchors in [
            [other.root.certificate, pki.root.certificate], [pki.root.certificate, other.root.certificate],
        ] {
            let helping = [other.issuing.certificate, pki.issuing.certificate]
            guard case .valid(let path) = try outcome(leaf, anchors: anchors, helping: helping) else {
                Issue.record("no path")
                return
            }
            #expect(path == [leaf, pki.issuing.certificate, pki.root.certificate])
        }
        let wrong = try outcome(leaf, anchors: [other.root.certificate], helping: [pki.issuing.certificate])
        guard case .invalid(let failure) = wrong else {
            Issue.record("a path by name alone")
            return
        }
        #expect(failure.kind == .noPath)
    }

    @Test("What was judged once is judged alike again, and anew at a time at which a certificate is not valid")
    func remembered() throws {
        let validator = try PathValidator(
            trust: TrustStore(anchors: [pki.root.certificate], intermediates: [pki.issuing.certificate])
        )
        let leaf = pki.applicant.certificate
        func outcome(_ time: Timestamp, _ policies: PolicyInputs = PolicyInputs()) throws -> String {
            switch try validator.validate(leaf, helpers: validator.helpers([]), at: time, policies: policies) {
            case .valid(let path): "\(path.count)"
            case .invalid(let failure): "\(failure.kind)"
            }
        }
        let fresh = try outcome(pki.time)
        #expect(fresh == "3")
        for time in [leaf.notBefore, leaf.notAfter, pki.time] { #expect(try outcome(time) == fresh) }
        #expect(try outcome(leaf.notAfter.adding(seconds: 1)) == "expired")
        #expect(try outcome(leaf.notBefore.adding(seconds: -1)) == "notYetValid")
        // Other policies are another question.
        let strict = PolicyInputs(acceptable: ["1.2.3.4"], requiresExplicitPolicy: true)
        #expect(try outcome(pki.time, strict) != fresh)
        #expect(try outcome(pki.time) == fresh)
    }

    // CVE-2018-0739 and its like: what comes with a signature must not keep the judge busy.
    @Test("Authorities that all certified each other end the search as soon as any others")
    func crowd() throws {
        let decades = pki.time.adding(days: -3_650)...pki.time.adding(days: 3_650)
        let subjects = (0..<10).map { TestSubject.authority("ТЕСТ \($0)") }
        let authorities = try subjects.map {
            try TestAuthority(
                selfSigned: .root($0, validity: decades),
                key: .generate(.ellipticCurve(bits: 256))
            )
        }
        var crowd: [Certificate] = []
        for issuer in authorities {
            for (subject, other) in zip(subjects, authorities) where other.certificate != issuer.certificate {
                crowd.append(try issuer.issue(.root(subject, validity: decades), for: other.key).certificate)
            }
        }
        let leaf = try authorities[0].issue(.signing(subjects[0], validity: decades), for: authorities[0].key)
            .certificate
        let before = ContinuousClock.now
        let result = try outcome(leaf, anchors: [pki.root.certificate], helping: crowd)
        guard case .invalid(let failure) = result else {
            Issue.record("a path to an anchor that is not there")
            return
        }
        #expect(failure.kind == .noIssuer)
        #expect(ContinuousClock.now - before < .seconds(20))
    }
}
