import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("A timestamping service that is slow, dead, wrong, stale, long-winded or redirecting")
struct TimestampClientTests {
    let pki: TestPKI
    let imprint: MessageImprint

    init() throws {
        pki = try SharedPKI.ec.get()
        imprint = try MessageImprint(of: [1, 2, 3], algorithm: .sha256)
    }

    private func ask(
        timeout: Duration = .seconds(20),
        policy: ObjectIdentifier? = nil,
        _ answer: @escaping @Sendable ([UInt8]) -> [LoopbackServer.Step]
    ) throws -> Result<TimestampToken, TimestampFailure> {
        let server = try LoopbackServer { request in answer(request.body) }
        let address = try #require(HTTPAddress("\(server.base)/tsp"))
        let client = TimestampClient(address, http: HTTPClient(), policy: policy, timeout: timeout)
        do throws(TimestampFailure) {
            return .success(try client.token(over: imprint))
        } catch {
            return .failure(error)
        }
    }

    private func failure(_ result: Result<TimestampToken, TimestampFailure>) -> TimestampFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    @Test("One that is in order gives a token over what was asked, with the certificate in it")
    func granted() throws {
        let authority = TestTimestampAuthority(pki.timestamping)
        let time = pki.time
        let token = try ask { body in
            LoopbackServer.answer("200 OK", (try? authority.response(to: body, at: time)) ?? [])
        }
        .get()
        #expect(token.holds && token.info.imprint.names(imprint) && token.info.time == time)
        #expect(token.signer.certificate == pki.timestamping.certificate)
    }

    /// What a service does wrong, and what is said of it.
    enum Wrong: String, CaseIterable, Sendable {
        case imprint = "IMPRINT"
        case nonce = "NONCE"
        case policy = "POLICY"
        case signature = "SIGNATURE"
        case unreadable = "UNREADABLE"
        case tokenMissing = "TOKEN_MISSING"
        case certificate = "CERTIFICATE"
    }

    @Test("An answer to another question is not taken", arguments: Wrong.allCases)
    func wrong(_ wrong: Wrong) throws {
        var authority = TestTimestampAuthority(pki.timestamping)
        authority.policies.append("1.2.3.4")
        let time = pki.time
        switch wrong {
        case .imprint:
            authority.replacedImprint = DER.sequence(
                DigestAlgorithm.sha256.algorithmIdentifier.der,
                DER.octetString([UInt8](repeating: 7, count: 32))
            )
        case .nonce: authority.echoesNonce = false
        default: break
        }
        let made = authority
        let result = try ask(policy: wrong == .policy ? "1.2.3.4" : nil) { body in
            var question = body
            if wrong == .policy || wrong == .certificate {
                // Asks the authority something else than we were asked.
                let kept = TimestampRequest(
                    (try? MessageImprint(of: [1, 2, 3], algorithm: .sha256))
                        ?? MessageImprint(digest: [], algorithm: .sha256),
                    nonce: TimestampClientTests.nonce(of: body),
                    asksForCertificate: wrong != .certificate
                )
                question = kept.der
            }
            var bytes = (try? made.response(to: question, at: time)) ?? []
            switch wrong {
            case .signature: bytes[bytes.count - 1] ^= 1
            case .unreadable: bytes = Array("<html>".utf8)
            case .tokenMissing: bytes = DER.sequence(DER.sequence(DER.integer(0)))
            default: break
            }
            return LoopbackServer.answer("200 OK", bytes)
        }
        guard case .unusable(let mismatch, _) = failure(result) else {
            Issue.record("\(result)")
            return
        }
        #expect(mismatch.rawValue == wrong.rawValue)
    }

    private static func nonce(of request: [UInt8]) -> [UInt8]? {
        var reader = DERReader(request)
        guard var fields = try? reader.enter(DER.Tag.sequence, "a request") else { return nil }
        while !fields.isAtEnd {
            guard let field = try? fields.next() else { return nil }
            if field.tag == DER.Tag.integer, field.content.count > 2 { return Array(field.content) }
        }
        return nil
    }

    @Test("A stale answer, to another's question, is not taken")
    func stale() throws {
        let authority = TestTimestampAuthority(pki.timestamping)
        let old = TimestampRequest(imprint, nonce: [9, 9])
        let answer = try authority.response(to: old.der, at: pki.time)
        guard case .unusable(.nonce, _) = failure(try ask { _ in LoopbackServer.answer("200 OK", answer) }) else {
            Issue.record("a replayed answer was taken")
            return
        }
    }

    @Test("Refusals are told with their reasons")
    func refusals() throws {
        let refusal = TestTimestampAuthority.rejection(.badAlgorithm)
        #expect(
            failure(try ask { _ in LoopbackServer.answer("200 OK", refusal) })
                == .refused(.rejection, [.badAlgorithm], text: "")
        )
    }

    @Test("Slow, dead, endless, redirecting and failing services end in time, as failures")
    func services() throws {
        let start = ContinuousClock.now
        #expect(failure(try ask(timeout: .milliseconds(300)) { _ in [.pause(3_000)] }) == .unavailable(.timedOut))
        guard
            case .unavailable(.tooLong) = failure(
                try ask { _ in
                    [.send(Array("HTTP/1.0 200 OK\r\n\r\n".utf8)), .flood([UInt8](repeating: 1, count: 65_536))]
                }
            )
        else {
            Issue.record("an endless answer was taken")
            return
        }
        guard
            case .unavailable(.redirected) = failure(
                try ask { _ in LoopbackServer.answer("302 Found", [], head: ["Location: http://elsewhere/"]) }
            )
        else {
            Issue.record("a redirection was followed")
            return
        }
        #expect(
            failure(try ask { _ in LoopbackServer.answer("500 Internal Server Error", []) })
                == .unavailable(.status(500))
        )
        let nowhere = TimestampClient(try #require(HTTPAddress("http://127.0.0.1:1/")), http: HTTPClient())
        #expect(throws: TimestampFailure.self) { try nowhere.token(over: imprint) }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("openssl ts, behind HTTP, is understood")
    func openSSL() throws {
        let folder = try TemporaryFolder()
        let key = try pki.timestamping.key.pkcs8()
        try folder.write(key.withUnsafeBytes { Array($0) }, as: "key.der")
        try Tool.openssl("pkey", "-inform", "DER", "-in", folder("key.der"), "-out", folder("key.pem"))
        try folder.write(
            try Tool.openssl("x509", "-inform", "DER", "-outform", "PEM", input: pki.timestamping.certificate.der)
                .output,
            as: "tsa.pem"
        )
        let configuration = """
            [tsa]
            default_tsa = one
            [one]
            serial = \(folder("serial"))
            signer_cert = \(folder("tsa.pem"))
            signer_key = \(folder("key.pem"))
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha512
            accuracy = secs:1, millisecs:500
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """
        try folder.write(Array(configuration.utf8), as: "ts.cnf")
        let path = folder.path
        let token = try ask { body in
            guard (try? writeFile(body, to: "\(path)/request")) != nil,
                let outcome = try? Tool.run(
                    "openssl",
                    [
                        "ts", "-reply", "-config", "\(path)/ts.cnf", "-queryfile", "\(path)/request", "-out",
                        "\(path)/reply",
                    ]
                ), outcome.status == 0, let reply = try? readFile("\(path)/reply")
            else { return LoopbackServer.answer("500 Internal Server Error", []) }
            return LoopbackServer.answer("200 OK", reply)
        }
        .get()
        #expect(token.holds && token.info.policy == "1.2.3.4.1")
        #expect(token.info.accuracy == TSTInfo.Accuracy(seconds: 1, milliseconds: 500, microseconds: 0))
        #expect(token.info.latestTime == token.info.time.adding(seconds: 2))
    }
}
