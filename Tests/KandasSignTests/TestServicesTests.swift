import Foundation
import KandasSign
import KandasTestPKI
import Support
import Testing

@Suite("The throw-away PKI's services answer as OpenSSL expects")
struct TestServicesTests {
    private let time = SharedPKI.time

    private func folder(with pki: TestPKI) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, certificate) in [
            ("root", pki.root.certificate), ("issuing", pki.issuing.certificate),
            ("applicant", pki.applicant.certificate), ("revoked", pki.revoked.certificate),
            ("tsa", pki.timestamping.certificate),
        ] {
            try folder.write(certificate.der, as: "\(name).cer")
            try Tool.openssl("x509", "-inform", "DER", "-in", folder("\(name).cer"), "-out", folder("\(name).pem"))
        }
        return folder
    }

    private func responder(_ pki: TestPKI) -> TestOCSPResponder {
        TestOCSPResponder(
            authority: pki.issuing.certificate,
            identity: pki.responder,
            issued: [pki.applicant.certificate.serialNumber, pki.revoked.certificate.serialNumber],
            revoked: [
                RevocationListTemplate.Entry(
                    serialNumber: pki.revoked.certificate.serialNumber,
                    date: time.adding(days: -1),
                    reason: .keyCompromise
                )
            ]
        )
    }

    @Test("A token is granted and verifies", arguments: ["rsa", "ec"])
    func token(kind: String) throws {
        let pki = try SharedPKI.of(kind)
        let folder = try folder(with: pki)
        try folder.write(Array("stamped".utf8), as: "data")
        try Tool.openssl(
            "ts",
            "-query",
            "-data",
            folder("data"),
            "-sha256",
            "-cert",
            "-tspolicy",
            "1.2.398.3.3.2.6.2",
            "-out",
            folder("query")
        )
        let authority = TestTimestampAuthority(pki.timestamping, chain: [pki.issuing.certificate])
        let answer = try authority.response(to: try readFile(folder("query")), at: time)
        try folder.write(answer, as: "reply")
        let shown = try Tool.openssl("ts", "-reply", "-in", folder("reply"), "-text")
        #expect(shown.text.contains("Status: Granted."))
        #expect(shown.text.contains("Time stamp: Nov 22 12:00:00 2026 GMT"), "\(shown)")
        #expect(shown.text.contains("Accuracy: 0x01 seconds"))
        let verified = try Tool.run(
            "openssl",
            [
                "ts", "-verify", "-queryfile", folder("query"), "-in", folder("reply"), "-CAfile", folder("root.pem"),
                "-attime", "\(time.seconds)", "-purpose", "timestampsign",
            ]
        )
        #expect(verified.text.contains("Verification: OK"), "\(verified)")
        // The same without certificates in the token.
        try Tool.openssl("ts", "-query", "-data", folder("data"), "-sha512", "-no_nonce", "-out", folder("bare"))
        let bare = try authority.response(to: try readFile(folder("bare")), at: time)
        #expect(bare.count < answer.count - pki.timestamping.certificate.der.count)
        try folder.write(bare, as: "reply")
        try folder.write(try readFile(folder("tsa.pem")) + readFile(folder("issuing.pem")), as: "others.pem")
        let byHand = try Tool.run(
            "openssl",
            [
                "ts", "-verify", "-queryfile", folder("bare"), "-in", folder("reply"), "-CAfile", folder("root.pem"),
                "-untrusted", folder("others.pem"), "-attime", "\(time.seconds)",
            ]
        )
        #expect(byHand.text.contains("Verification: OK"), "\(byHand)")
    }

    @Test(
        "What is not stamped is rejected with its reason",
        arguments: [
            (["-sha1"], "unrecognized or unsupported algorithm identifier"),
            (["-sha256", "-tspolicy", "1.2.3"], "the requested TSA policy is not supported"),
        ]
    )
    func rejection(arguments: [String], words: String) throws {
        let pki = try SharedPKI.of("ec")
        let folder = try folder(with: pki)
        let digest = arguments[0] == "-sha1" ? 40 : 64
        let query = try Tool.run(
            "openssl",
            ["ts", "-query", "-digest", String(repeating: "a", count: digest), "-out", folder("query")] + arguments
        )
        #expect(query.status == 0, "\(query)")
        let authority = TestTimestampAuthority(pki.timestamping)
        try folder.write(try authority.response(to: try readFile(folder("query")), at: time), as: "reply")
        let shown = try Tool.openssl("ts", "-reply", "-in", folder("reply"), "-text")
        #expect(shown.text.contains("Status: Rejected."))
        #expect(shown.text.contains(words), "\(shown)")
        #expect(try authority.response(to: [0x30, 0], at: time) == TestTimestampAuthority.rejection(.badDataFormat))
    }

    @Test("OCSP answers good, revoked and unknown, with the nonce", arguments: ["rsa", "ec"])
    func ocsp(kind: String) throws {
        let pki = try SharedPKI.of(kind)
        let folder = try folder(with: pki)
        for (name, word) in [("applicant", "good"), ("revoked", "revoked"), ("tsa", "unknown")] {
            for digest in ["-sha1", "-sha256"] {
                try Tool.openssl(
                    "ocsp",
                    digest,
                    "-issuer",
                    folder("issuing.pem"),
                    "-cert",
                    folder("\(name).pem"),
                    "-reqout",
                    folder("request")
                )
                try folder.write(
                    try responder(pki).response(to: try readFile(folder("request")), at: time),
                    as: "reply"
                )
                let shown = try Tool.run(
                    "openssl",
                    [
                        "ocsp", "-no_nonce", "-respin", folder("reply"), "-reqin", folder("request"), "-issuer",
                        folder("issuing.pem"), digest, "-cert", folder("\(name).pem"), "-CAfile", folder("root.pem"),
                        "-verify_other", folder("issuing.pem"), "-attime", "\(time.seconds)", "-no_check_time",
                        "-validity_period", "2000000000",
                    ]
                )
                let all = shown.text + shown.errorText
                #expect(all.contains("Response verify OK"), "\(shown)")
                #expect(!all.contains("WARNING: no nonce in response"))
                #expect(all.contains("\(name).pem: \(word)\n"), "\(shown)")
                if word == "revoked" { #expect(all.contains("Reason: keyCompromise")) }
            }
        }
    }

    @Test("A request that is none is refused as malformed, one about another issuer is unknown")
    func ocspHostile() throws {
        let pki = try SharedPKI.of("ec")
        let malformed = TestOCSPResponder.refusal(.malformedRequest)
        #expect(try responder(pki).response(to: [], at: time) == malformed)
        #expect(try responder(pki).response(to: [0x30, 0x00], at: time) == malformed)
        let folder = try folder(with: pki)
        try folder.write(malformed, as: "reply")
        let shown = try Tool.run("openssl", ["ocsp", "-respin", folder("reply"), "-resp_text", "-noverify"])
        #expect((shown.text + shown.errorText).contains("malformedrequest (1)"), "\(shown)")
        var other = responder(pki)
        other.authority = pki.root.certificate
        let answer = try other.response(about: [pki.applicant.certificate], at: time)
        #expect(answer.count > 200)
    }
}

@Suite("The throw-away PKI's services on the disk and over HTTP")
struct TestServicesFolderTests {
    /// Serves in a thread of its own for as long as it lives.
    private func serving(_ services: TestServices) throws -> TestServiceServer {
        let server = try TestServiceServer()
        Thread.detachNewThread { server.serve { services.answer($0, at: SharedPKI.time) } }
        return server
    }

    @Test("What was written can be served: revocation and issued certificates are those of the folder")
    func folder() throws {
        let pki = try SharedPKI.of("ec")
        let folder = try TemporaryFolder()
        try TestPKIFolder.write(pki, to: folder("pki"))
        let (services, addresses) = try TestPKIFolder.services(of: folder("pki"))
        #expect(addresses == .nowhere)
        #expect(addresses.port == nil)
        #expect(services.responder.issued == Set(pki.issued.map(\.identity.certificate.serialNumber)))
        #expect(services.responder.revoked.map(\.serialNumber) == [pki.revoked.certificate.serialNumber])
        #expect(services.responder.revoked.map(\.reason) == [.keyCompromise])
        let error = #expect(throws: SigningError.self) { try TestPKIFolder.services(of: folder("nowhere")) }
        #expect(error?.code == .inputUnavailable)
    }

    @Test("curl gets lists and certificates, openssl asks OCSP by POST and the request fits into an address too")
    func overHTTP() throws {
        let pki = try SharedPKI.of("ec")
        let folder = try TemporaryFolder()
        let server = try serving(pki.services)
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        func fetch(_ path: String, _ more: String...) throws -> Tool.Outcome {
            try Tool.run("curl", ["-s", "-m", "10", "-w", "%{stderr}%{http_code}", base + path] + more)
        }
        let list = try fetch("/crl/issuing.crl")
        #expect(list.errorText == "200")
        let shown = try Tool.openssl("crl", "-inform", "DER", "-noout", "-text", input: list.output)
        #expect(shown.text.contains("Key Compromise"))
        #expect(try fetch("/cert/root.cer").output == pki.root.certificate.der)
        #expect(try fetch("/cert/nothing").errorText == "404")
        #expect(try fetch("/tsp/").errorText == "405")
        #expect(try fetch("/ocsp/%zz").errorText == "400")
        try folder.write(pki.issuing.certificate.der, as: "issuing.cer")
        try folder.write(pki.revoked.certificate.der, as: "revoked.cer")
        for name in ["issuing", "revoked"] {
            try Tool.openssl("x509", "-inform", "DER", "-in", folder("\(name).cer"), "-out", folder("\(name).pem"))
        }
        let asked = try Tool.run(
            "openssl",
            [
                "ocsp", "-issuer", folder("issuing.pem"), "-cert", folder("revoked.pem"), "-url", "\(base)/ocsp/",
                "-noverify", "-timeout", "10", "-reqout", folder("request"),
            ]
        )
        #expect(asked.text.contains("revoked.pem: ") && asked.text.contains("revoked\n"), "\(asked)")
        let text = try Tool.openssl("base64", "-A", "-in", folder("request")).text
        let escaped = text.replacing("+", with: "%2B").replacing("/", with: "%2f").replacing("=", with: "%3D")
        let answer = try fetch("/ocsp/\(escaped)")
        #expect(answer.errorText == "200")
        let parsed = try OCSPResponse(der: answer.output)
        #expect(parsed.der == answer.output)
    }

    @Test("A client that says nothing, or too much, is dropped, and the next one is served", .timeLimit(.minutes(1)))
    func hostileClient() throws {
        let server = try serving(SharedPKI.of("ec").services)
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        let folder = try TemporaryFolder()
        try folder.write([UInt8](repeating: 0x41, count: 200_000), as: "long")
        let long = try Tool.run(
            "curl",
            [
                "-s", "-m", "20", "-o", "/dev/null", "-w", "%{http_code}", "--data-binary", "@\(folder("long"))",
                "\(base)/tsp/",
            ]
        )
        #expect(long.text != "200")
        let next = try Tool.run(
            "curl",
            ["-s", "-m", "20", "-o", "/dev/null", "-w", "%{http_code}", "\(base)/cert/root.cer"]
        )
        #expect(next.text == "200")
    }

    @Test("A port that is taken is an error that says so")
    func taken() throws {
        let server = try TestServiceServer()
        let error = #expect(throws: SigningError.self) { try TestServiceServer(port: server.port) }
        #expect(error?.code.rawValue == "SERVICE_UNAVAILABLE")
        #expect(throws: SigningError.self) { try TestServiceServer(port: 70_000) }
    }
}
