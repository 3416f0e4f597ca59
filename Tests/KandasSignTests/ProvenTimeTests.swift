import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("A signature is judged at the best time at which it is proven to have existed")
struct ProvenTimeTests {
    let parties: TimestampParties
    var pki: TestPKI { parties.pki }
    var time: Timestamp { parties.time }

    init() throws { parties = try TimestampParties() }

    /// A trust store with lists of the day of signing.
    private func trustThen() throws -> TrustStore { try pki.trust(lists: try parties.lists(on: time)) }

    @Test("Timestamped before its certificate ended it passes years later; the same without a timestamp does not")
    func expiredSince() throws {
        let plain = try parties.sign()
        let stamped = try parties.extend(plain, to: .t)
        let years = time.adding(days: 3 * 365)
        let trust = try trustThen()
        let report = try parties.report(stamped, at: years, trust: trust)
        #expect(report.verdict.isPassed, "\(report.codes)")
        #expect(report.signatures[0].level == .t)
        #expect(report.signatures[0].provenTime == time.adding(seconds: 1))
        let without = try parties.report(plain, at: years, trust: trust)
        #expect(without.verdict == .indeterminate && without.codes.contains("CERTIFICATE_EXPIRED"))
        #expect(without.signatures[0].subIndication == .outOfBoundsNoPOE && without.signatures[0].provenTime == nil)
    }

    @Test(
        "Revoked before, at and after the proven time are three answers",
        arguments: [(-86_400, nil), (0, nil), (1, nil), (2, "REVOKED_LATER"), (86_400, "REVOKED_LATER")]
    )
    func revoked(offset: Int64, note: String?) throws {
        let stamped = try parties.extend(parties.sign(), to: .t)
        let entry = RevocationListTemplate.Entry(
            serialNumber: pki.applicant.certificate.serialNumber,
            date: time.adding(seconds: offset),
            reason: .keyCompromise
        )
        let later = time.adding(days: 2)
        let trust = try pki.trust(lists: try parties.lists(on: later, revoked: [entry]))
        let report = try parties.report(stamped, at: later, trust: trust)
        if let note {
            #expect(report.verdict.isPassed && report.codes.contains(note), "\(report.codes)")
        } else {
            #expect(report.verdict == .indeterminate && report.codes.contains("REVOKED_NO_POE"), "\(report.codes)")
        }
    }

    @Test("A content timestamp after the revocation proves that it was signed after it: failed, REVOKED")
    func signedAfterRevocation() throws {
        let authority = StampingAuthority(pki, at: time)
        let token = try authority.authority.token(over: parties.content, at: time)
        let entry = RevocationListTemplate.Entry(
            serialNumber: pki.applicant.certificate.serialNumber,
            date: time.adding(days: -1)
        )
        let message = try signed(holding: token)
        let trust = try pki.trust(lists: try parties.lists(on: time, revoked: [entry]))
        let report = try parties.report(message, at: time.adding(days: 1), trust: trust)
        #expect(report.verdict == .failed && report.codes.contains("SIGNED_AFTER_REVOCATION"), "\(report.codes)")
        #expect(report.signatures[0].subIndication == .revoked)
        #expect(report.signatures[0].timestamps.map(\.kind) == [.content])
        // The same timestamp proves nothing of a revocation after it.
        let innocent = try pki.trust(lists: try parties.lists(on: time))
        #expect(try parties.report(message, at: time.adding(days: 1), trust: innocent).verdict.isPassed)
    }

    /// A signature that holds a content timestamp.
    private func signed(holding token: [UInt8]) throws -> [UInt8] {
        let signer = try pki.applicant.signer()
        let digest = try DigestAlgorithm.sha256.digest(of: parties.content)
        let reference = try DigestAlgorithm.sha256.digest(of: signer.certificate.der)
        let attributes = [
            CMSAttribute(type: CMSObjects.contentType, values: [DER.objectIdentifier(CMSObjects.data)]),
            CMSAttribute(type: CMSObjects.messageDigest, values: [DER.octetString(digest)]),
            CMSAttribute(type: CMSObjects.signingTime, values: [DER.time(time)]),
            CMSAttribute(
                type: CMSObjects.signingCertificateV2,
                values: [DER.sequence(DER.sequence(DER.sequence(DER.octetString(reference))))]
            ),
            CMSAttribute(type: CMSObjects.contentTimeStamp, values: [token]),
        ]
        .map(\.der)
        var parts = SignedDataParts()
        parts.isAttached = true
        parts.announce(.sha256)
        parts.certificates = [signer.certificate.der]
        parts.signers = [
            DER.sequence(
                DER.integer(1),
                DER.sequence(
                    signer.certificate.issuer.der,
                    DER.element(DER.Tag.integer, signer.certificate.serialNumber)
                ),
                DigestAlgorithm.sha256.algorithmIdentifier.der,
                DER.element(DER.Tag.explicit(0), DER.sorted(attributes)),
                signer.algorithm.algorithmIdentifier.der,
                DER.octetString(try signer.sign(DER.set(of: attributes)[...], with: signer.algorithm))
            )
        ]
        let (before, after) = SignedDataLayout(parts: parts).definite(contentLength: parties.content.count)
        return before + parties.content + after
    }

    @Test("A content timestamp later than the one over the signature: the order is reported")
    func order() throws {
        let late = try StampingAuthority(pki, at: time).authority.token(over: parties.content, at: time.adding(days: 1))
        let message = try signed(holding: late)
        let token = try StampingAuthority(pki, at: time).authority
            .token(over: try parties.signatureValue(message), at: time)
        let report = try parties.report(try parties.attach(token, to: message), at: time.adding(days: 2))
        #expect(report.verdict == .indeterminate && report.codes.contains("TIMESTAMP_ORDER_FAILURE"), "\(report.codes)")
        #expect(report.signatures[0].subIndication == .timestampOrderFailure)
    }

    /// A timestamp that must not help, and the code that says why.
    enum Broken: String, CaseIterable {
        case otherSignature = "TIMESTAMP_IMPRINT_DIFFERS"
        case garbage = "TIMESTAMP_UNREADABLE"
        case notGenuine = "TIMESTAMP_NOT_GENUINE"
        case signersKey = "TIMESTAMP_AUTHORITY_UNFIT"
        case stranger = "TIMESTAMP_AUTHORITY_NOT_TRUSTED"
        case later = "TIMESTAMP_LATER"
        case beforeItsAuthority = "TIMESTAMP_AUTHORITY_OUT_OF_BOUNDS"
    }

    @Test("A broken timestamp never helps and is told", arguments: Broken.allCases)
    func broken(_ kind: Broken) throws {
        let message = try parties.sign()
        let value = try parties.signatureValue(message)
        var authority = TestTimestampAuthority(pki.timestamping)
        var token: [UInt8]
        switch kind {
        case .otherSignature: token = try authority.token(over: value + [0], at: time)
        case .garbage: token = DER.sequence(DER.integer(1))
        case .notGenuine:
            token = try authority.token(over: value, at: time)
            token[token.count - 1] ^= 1
        case .signersKey:
            authority.identity = pki.head
            token = try authority.token(over: value, at: time)
        case .stranger:
            token = try TestTimestampAuthority(try SharedPKI.rsa.get().timestamping).token(over: value, at: time)
        case .later: token = try authority.token(over: value, at: time.adding(days: 2_000))
        case .beforeItsAuthority: token = try authority.token(over: value, at: time.adding(days: -100))
        }
        let stamped = try parties.attach(token, to: message)
        let years = time.adding(days: 500)
        let report = try parties.report(stamped, at: years, trust: try trustThen())
        #expect(report.verdict == .indeterminate, "\(report.codes)")
        #expect(report.codes.isSuperset(of: [kind.rawValue, "CERTIFICATE_EXPIRED"]), "\(report.codes)")
        #expect(report.signatures[0].level == .b && report.signatures[0].provenTime == nil)
        // And it takes nothing away while the certificate is in force.
        let now = try parties.report(stamped, at: time)
        #expect(now.verdict.isPassed && now.codes.contains(kind.rawValue), "\(now.codes)")
    }

    @Test(
        "An authority revoked later: its reason decides whether earlier tokens are believed (RFC 3161 section 4)",
        arguments: [
            (RevocationListTemplate.Reason.superseded, true), (.cessationOfOperation, true),
            (.affiliationChanged, true),
            (.keyCompromise, false), (nil, false),
        ]
    )
    func authorityRevokedLater(reason: RevocationListTemplate.Reason?, isBelieved: Bool) throws {
        let stamped = try parties.extend(parties.sign(), to: .t)
        let entry = RevocationListTemplate.Entry(
            serialNumber: pki.timestamping.certificate.serialNumber,
            date: time.adding(days: 10),
            reason: reason
        )
        let years = time.adding(days: 500)
        let lists = try parties.lists(on: time) + parties.lists(on: time.adding(days: 20), revoked: [entry])
        let report = try parties.report(stamped, at: years, trust: try pki.trust(lists: lists))
        #expect(report.verdict.isPassed == isBelieved, "\(report.codes)")
        let code = isBelieved ? "TIMESTAMP_AUTHORITY_CLOSED" : "TIMESTAMP_AUTHORITY_REVOKED"
        #expect(report.codes.contains(code), "\(report.codes)")
    }

    @Test("Anchors are scoped: one for signers alone does not vouch for timestamps")
    func scopedAnchors() throws {
        let stamped = try parties.extend(parties.sign(), to: .t)
        let all = try trustThen()
        let scoped = TrustStore(
            scopedAnchors: [TrustAnchor(pki.root.certificate, for: [.signer])],
            intermediates: all.intermediates,
            revocationLists: all.revocationLists
        )
        let report = try parties.report(stamped, at: time, trust: scoped)
        #expect(report.verdict.isPassed && report.signatures[0].level == .b)
        #expect(report.codes.contains("TIMESTAMP_AUTHORITY_NOT_TRUSTED"))
    }

    @Test(
        "A claimed time after the signature existed, or outside the certificate's validity, is told and decides nothing"
    )
    func claimedTimes() throws {
        for (claimed, code) in [
            (time.adding(days: 1), "SIGNING_TIME_LATER"), (time.adding(days: -100), "SIGNING_TIME_OUT_OF_BOUNDS"),
        ] {
            let report = try parties.report(try parties.sign(at: claimed), at: time)
            #expect(report.verdict.isPassed && report.codes == [code], "\(report.codes)")
        }
    }
}
