import Support
import Testing

@testable import KandasSign

@Suite("Lists and OCSP responses that others made", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct RevocationCorpusTests {
    /// Cases whose answer here is not the expected one, each with the reason.
    private static let exceptions: [String: String] = [
        "boringssl-crl/bad_idp_indirectcrl": "PKITS 4.14.22 wants the issuer's own indirect list used",
        "boringssl-crl/good_key_rollover": "the other key's certificate has no path to the anchor",
    ]

    @Test("Each answers as expected", arguments: PathCorpusCase.all("boringssl-crl", "boringssl-ocsp"))
    func statuses(item: PathCorpusCase) throws {
        let status = try item.status()
        let isExpected = status == item.params?.status
        #expect(isExpected == (Self.exceptions[item.testDescription] == nil), "\(status): \(item.reason ?? "")")
    }

    @Test("Each response is signed by whom it must be, or not", arguments: PathCorpusCase.all("openssl-ocsp"))
    func responders(item: PathCorpusCase) throws {
        let response = try OCSPResponse(der: try #require(item.ders("response").first))
        let basic = try #require(response.basic)
        let anchors = try PathCorpusCase.ders(item.trustAnchors ?? []).map { try Certificate(der: $0) }
        let authorities = try anchors + item.certificates("untrusted")
        let holds = authorities.contains { authority in
            let question = RevocationQuestion(
                certificate: authority,
                authority: authority,
                anchor: nil,
                time: item.time,
                judgedAt: item.time,
                freshness: RevocationFreshness()
            )
            let lists = RevocationChecker(evidence: Evidence())
            let judge = OCSPJudge(response: response, others: [], lists: lists)
            return basic.responses.allSatisfy { $0.certificate.names(issuer: authority, as: [authority.subject]) }
                && judge.signer(of: basic, for: question) != nil
        }
        #expect(holds == (item.expected == "valid"))
    }

    private func national(_ name: String) throws -> (OCSPResponse, Certificate) {
        let response = try OCSPResponse(der: Fixtures.bytes("kz/ocsp/\(name)"))
        return (response, try Certificate(der: Fixtures.bytes("kz/ca-test/nca_gost2022_test.cer")))
    }

    /// What a national response says of the certificate that it is about; that one itself is not at hand.
    private func status(_ name: String, at time: String) throws -> RevocationStatus {
        let (response, authority) = try national(name)
        let single = try #require(response.basic?.responses.first)
        let question = RevocationQuestion(
            certificate: authority,
            authority: authority,
            anchor: nil,
            time: try #require(Timestamp(time)),
            judgedAt: try #require(Timestamp(time)),
            freshness: RevocationFreshness()
        )
        #expect(single.certificate.digest == .sha256)
        #expect(single.certificate.names(issuer: authority, as: [authority.subject]))
        let basic = try #require(response.basic)
        let judge = OCSPJudge(response: response, others: [], lists: RevocationChecker(evidence: Evidence()))
        let signer = try #require(judge.signer(of: basic, for: question))
        return judge.answer(single, in: basic, signer: signer, to: question)
    }

    @Test("A national response says revoked, and since when")
    func nationalRevoked() throws {
        guard
            case .revoked(let revocation) = try status(
                "ocsp_response_ceo_2015_revoked.bin",
                at: "2022-09-02T17:00:00Z"
            )
        else {
            Issue.record("not revoked")
            return
        }
        #expect(revocation.date == Timestamp("2022-07-27T10:25:30Z"))
        #expect(revocation.reason == .certificateHold)
        #expect(revocation.evidence.signer.subject.description.contains("OCSP RESPONDER"))
    }

    @Test("Before the revocation there is none, and the later response says so no more than its age allows")
    func nationalBefore() throws {
        guard case .unknown(let gap) = try status("ocsp_response_ceo_2015_revoked.bin", at: "2022-07-01T00:00:00Z")
        else {
            Issue.record("an answer from after the judged time")
            return
        }
        #expect(gap == .notYetMade(try #require(Timestamp("2022-09-02T16:59:28Z"))))
    }

    @Test("Revoked in 1970, on hold, with the marker: never issued")
    func neverIssued() throws {
        guard case .neverIssued = try status("ocsp_response_individual_2015.bin", at: "2022-09-02T17:00:00Z") else {
            Issue.record("not recognised as never issued")
            return
        }
    }

    @Test("A national response that was touched is nobody's", arguments: [60, 200, 400])
    func nationalTouched(offset: Int) throws {
        let (response, authority) = try national("ocsp_response_ceo_2015_revoked.bin")
        var der = response.der
        der[offset] ^= 1
        guard let touched = try? OCSPResponse(der: der), let basic = touched.basic else { return }
        #expect(!basic.certificates.contains { basic.isSigned(by: $0) && $0.isSigned(by: authority) })
    }
}
