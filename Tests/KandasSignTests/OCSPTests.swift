import Support
import Testing

@testable import KandasSign

extension RevocationStatus {
    /// A word for each status, with the gap if there is one.
    var word: String {
        switch self {
        case .good: "good"
        case .revoked(let revocation): "revoked \(revocation.reason.map { "\($0)" } ?? "")"
        case .neverIssued: "never issued"
        case .unknown(let gap): "unknown \(gap)"
        }
    }
}

@Suite("OCSP requests and responses, with openssl ocsp as the responder", .serialized)
struct OCSPTests {
    let authority: OpenSSLAuthority
    let issuer: Certificate
    private let now = Timestamp.now()

    init() throws {
        authority = try OpenSSLAuthority.shared.get()
        issuer = try authority.certificate("root")
    }

    private func request(_ name: String, nonce: [UInt8]? = nil, _ digest: DigestAlgorithm = .sha256) throws
        -> OCSPRequest
    {
        try OCSPRequest(certificate: authority.certificate(name), issuer: issuer, nonce: nonce, digest: digest)
    }

    private func status(
        _ name: String,
        _ responses: [OCSPResponse],
        lists: [CertificateRevocationList] = [],
        freshness: RevocationFreshness = RevocationFreshness(),
        at time: Timestamp? = nil
    ) throws -> String {
        let evidence = Evidence(revocationLists: lists, ocspResponses: responses)
        return RevocationChecker(evidence: evidence, freshness: freshness)
            .status(of: try authority.certificate(name), authority: issuer, at: time ?? now.adding(seconds: 5))
            .word
    }

    @Test("OpenSSL reads our request and we read its answer", arguments: [DigestAlgorithm.sha1, .sha256, .sha512])
    func answers(digest: DigestAlgorithm) throws {
        let good = try authority.answer(request("good", digest))
        #expect(good.basic?.responses.first?.certificate.digest == digest)
        #expect(try status("good", [good]) == "good")
        let revoked = try authority.answer(request("revoked", digest))
        #expect(try status("revoked", [revoked]) == "revoked keyCompromise")
        // What is said of one certificate says nothing of another.
        #expect(try status("good", [revoked]) == "unknown noEvidence")
        #expect(try status("revoked", [good]) == "unknown noEvidence")
        #expect(try status("revoked", [good, revoked]) == "revoked keyCompromise")
    }

    @Test("A responder signs with the issuer's own key, or as one that it authorised, by name or by key")
    func responders() throws {
        let request = try request("good")
        for response in [
            try authority.answer(request, as: "root"), try authority.answer(request, as: "root", "-resp_key_id"),
            try authority.answer(request, as: "responder"),
            try authority.answer(request, as: "responder", "-resp_key_id"),
        ] { #expect(try status("good", [response]) == "good") }
    }

    @Test(
        "Nobody else may answer: another authority's responder, a holder of a certificate without the usage",
        arguments: ["stranger", "usage", "good"]
    )
    func unauthorised(responder: String) throws {
        #expect(try status("good", [authority.answer(request("good"), as: responder)]) == "unknown notGenuine")
    }

    @Test("A responder without nocheck needs an answer about itself, and is not believed once revoked")
    func checkedResponder() throws {
        let response = try authority.answer(request("good"), as: "checked")
        #expect(try status("good", [response]) == "unknown notGenuine")
        let question = RevocationQuestion(
            certificate: try authority.certificate("good"),
            authority: issuer,
            anchor: nil,
            time: now.adding(seconds: 5),
            judgedAt: now.adding(seconds: 5),
            freshness: RevocationFreshness()
        )
        func answer(_ lists: [CertificateRevocationList]) -> String {
            let lists = RevocationChecker(evidence: Evidence(revocationLists: lists))
            return OCSPJudge(response: response, others: [], lists: lists).answer(to: question).word
        }
        #expect(answer([]) == "unknown notGenuine")
        #expect(try answer([authority.list()]) == "good")
        #expect(try answer([authority.list(revoking: "checked")]) == "unknown notGenuine")
    }

    @Test("The nonce comes back, or the answer belongs to another request")
    func nonce() throws {
        let nonce = [UInt8](repeating: 7, count: 32)
        let request = try request("good", nonce: nonce)
        let basic = try #require(authority.answer(request).basic)
        #expect(basic.nonce == nonce)
        #expect(request.nonceAnswer(of: basic) == .repeated)
        let other = try self.request("good", nonce: [UInt8](repeating: 8, count: 16))
        #expect(other.nonceAnswer(of: basic) == .different)
        let without = try #require(authority.answer(self.request("good")).basic)
        #expect(request.nonceAnswer(of: without) == .absent)
        #expect(try self.request("good").nonceAnswer(of: basic) == .notAsked)
    }

    @Test("A nonce has 1 to 32 octets (RFC 8954)", arguments: [0, 33, 1_000])
    func nonceLength(count: Int) throws {
        let error = #expect(throws: SigningError.self) {
            try request("good", nonce: [UInt8](repeating: 1, count: count))
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test("Without nextUpdate a response counts for its maximum age, and with it until then and the grace")
    func freshness() throws {
        let open = try authority.answer(request("good"))
        #expect(try status("good", [open], at: now.adding(days: 2)).hasPrefix("unknown stale"))
        let week = RevocationFreshness(maximumAgeWithoutNextUpdate: 7 * 86_400)
        #expect(try status("good", [open], freshness: week, at: now.adding(days: 2)) == "good")
        #expect(try status("good", [open], at: now.adding(days: -1)).hasPrefix("unknown notYetMade"))
        let closed = try authority.answer(request("good"), "-ndays", "3")
        #expect(try status("good", [closed], at: now.adding(days: 2)) == "good")
        #expect(try status("good", [closed], freshness: week, at: now.adding(days: 4)).hasPrefix("unknown stale"))
        let grace = RevocationFreshness(grace: 2 * 86_400)
        #expect(try status("good", [closed], freshness: grace, at: now.adding(days: 4)) == "good")
    }

    @Test("A certificate revoked after the time in question was good at it, and revoked ever after")
    func revokedLater() throws {
        let revoked = try authority.answer(request("revoked"))
        guard case .revoked(let date, _) = try #require(revoked.basic?.responses.first?.status) else {
            Issue.record("not revoked")
            return
        }
        let checker = RevocationChecker(evidence: Evidence(ocspResponses: [revoked]))
        let leaf = try authority.certificate("revoked")
        func status(_ seconds: Int64) -> String {
            checker.status(
                of: leaf,
                authority: issuer,
                at: date.adding(seconds: seconds),
                judgedAt: now.adding(seconds: 5)
            )
            .word
        }
        #expect(status(-1) == "good")
        #expect(status(0) == "revoked keyCompromise")
        #expect(status(1) == "revoked keyCompromise")
    }

    @Test("An authority that does not know a certificate leaves the question open")
    func unknown() throws {
        // The stranger's issuer is another one; the serial number is none of this authority's.
        let stranger = try OCSPRequest(certificate: authority.certificate("other"), issuer: issuer)
        let response = try authority.answer(stranger)
        let checker = RevocationChecker(evidence: Evidence(ocspResponses: [response]))
        let status = checker.status(of: try authority.certificate("other"), authority: issuer, at: now)
        #expect(status.word == "unknown unknownToResponder")
    }

    @Test(
        "A service that cannot answer is asked again later: nothing is said against the certificate",
        arguments: [
            (1, "malformedRequest"), (2, "internalError"), (3, "tryLater"), (5, "sigRequired"), (6, "unauthorized"),
        ]
    )
    func noAnswer(code: UInt8, name: String) throws {
        let response = try OCSPResponse(der: [0x30, 3, 0x0a, 1, code])
        #expect(response.basic == nil)
        #expect(try status("good", [response]) == "unknown noAnswer(KandasSign.OCSPResponse.Status.\(name))")
    }

    @Test("The statement inside a response is read by itself, too")
    func bareStatement() throws {
        let response = try authority.answer(request("good"))
        let bare = try OCSPResponse(der: try #require(response.basic).der)
        #expect(bare.der == response.der)
        #expect(try status("good", [bare]) == "good")
    }

    private static let hostile: [(String, [UInt8])] = [
        ("nothing", []), ("a sequence of nothing", [0x30, 0]), ("an unknown status", [0x30, 3, 0x0a, 1, 4]),
        ("a status of two octets", [0x30, 4, 0x0a, 2, 0, 0]), ("success without statement", [0x30, 3, 0x0a, 1, 0]),
        ("an error with a statement", [0x30, 5, 0x0a, 1, 3, 0xa0, 0]),
        ("bytes after it", [0x30, 3, 0x0a, 1, 3, 0]), ("a length beyond it", [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]),
        ("an indefinite length", [0x30, 0x80, 0x0a, 1, 3, 0, 0]),
    ]

    @Test("What is no response is refused", arguments: hostile)
    func refused(name: String, bytes: [UInt8]) {
        let error = #expect(throws: SigningError.self) { try OCSPResponse(der: bytes) }
        #expect(error?.code == .malformedInput)
    }

    @Test("A response within its limits: length, answers, certificates")
    func limits() throws {
        let der = try authority.answer(request("good")).der
        for change: (inout Limits) -> Void in [
            { $0.ocspResponseBytes = 100 }, { $0.ocspAnswers = 0 }, { $0.ocspCertificates = 0 },
        ] {
            var limits = Limits()
            change(&limits)
            let error = #expect(throws: SigningError.self) { try OCSPResponse(der: der, limits: limits) }
            #expect(error?.code == .limitExceeded)
        }
    }

    @Test("A response that is cut is refused, and one with a bit turned never answers")
    func touched() throws {
        let der = try authority.answer(request("good")).der
        for count in 0..<der.count {
            #expect(throws: SigningError.self) { try OCSPResponse(der: Array(der[..<count])) }
        }
        let leaf = try authority.certificate("good")
        var answered: Set<String> = []
        for index in der.indices {
            var touched = der
            touched[index] ^= 1 << UInt8(index % 8)
            guard let response = try? OCSPResponse(der: touched) else { continue }
            let checker = RevocationChecker(evidence: Evidence(ocspResponses: [response]))
            let status = checker.status(of: leaf, authority: issuer, at: now.adding(seconds: 5))
            // Nothing signs the outer frame, which changes no answer, nor the certificates that come along.
            if case .good = status, response.basic?.der != (try OCSPResponse(der: der)).basic?.der {
                let isSigned = try #require(response.basic).isSigned(by: authority.certificate("responder"))
                #expect(isSigned, "byte \(index)")
            }
            answered.insert(status.word)
        }
        #expect(!answered.contains { $0.hasPrefix("revoked") })
    }
}
