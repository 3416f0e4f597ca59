import KandasTestPKI
import Support
import Testing

@testable import KandasSign

/// Certificates whose addresses are those of servers of a test.
private struct Setting {
    let pki: TestPKI
    let addresses: TestServiceAddresses
    let time = SharedPKI.time

    init(base: String) throws {
        addresses = TestServiceAddresses(base: base)
        pki = try SharedPKI.of("ec")
    }

    /// A certificate of the applicant that names these addresses.
    func certificate(_ change: (inout CertificateTemplate) -> Void = { _ in }) throws -> Certificate {
        let subject = TestSubject.person(surname: "ТЕСТОВ", name: "ЖЕЛІ", iin: TestPKI.Person.applicantNumber)
        var template = CertificateTemplate.signing(subject, validity: pki.currentYear, services: addresses)
        change(&template)
        return try pki.issuing.issue(template, for: .generate(.ellipticCurve(bits: 256))).certificate
    }

    func settings(_ change: (inout HTTPEvidenceSource.Settings) -> Void = { _ in }) -> HTTPEvidenceSource.Settings {
        var settings = HTTPEvidenceSource.Settings(.generic)
        settings.services.allowsPrivateAddresses = true
        settings.timeout = .seconds(2)
        settings.backOff = .milliseconds(10)
        change(&settings)
        return settings
    }

    func ask(
        _ certificate: Certificate,
        cache: EvidenceCache? = nil,
        _ change: (inout HTTPEvidenceSource.Settings) -> Void = { _ in }
    ) -> EvidenceAnswer {
        HTTPEvidenceSource(http: HTTPClient(), settings: settings(change), cache: cache, judgedAt: time)
            .revocation(of: certificate, issuer: pki.issuing.certificate, at: time)
    }

    /// What the answer comes to.
    func status(_ certificate: Certificate, _ answer: EvidenceAnswer) -> String {
        switch RevocationChecker(evidence: answer.evidence)
            .status(of: certificate, authority: pki.issuing.certificate, at: time)
        {
        case .good: "good"
        case .revoked: "revoked"
        case .neverIssued: "neverIssued"
        case .unknown: "unknown"
        }
    }
}

/// The services of the shared PKI behind an HTTP server, and what was asked of it.
private func server(
    issued: @escaping @Sendable () -> Certificate?,
    revoked: Bool = false,
    _ change: @escaping @Sendable (LoopbackServer.Request, [LoopbackServer.Step]) -> [LoopbackServer.Step] = { $1 }
) throws -> LoopbackServer {
    let services = try SharedPKI.of("ec").services
    return try LoopbackServer { request in
        var services = services
        if let certificate = issued() {
            services.responder.issued.insert(certificate.serialNumber)
            if revoked {
                services.responder.revoked.append(
                    RevocationListTemplate.Entry(
                        serialNumber: certificate.serialNumber,
                        date: SharedPKI.time.adding(days: -1),
                        reason: .keyCompromise
                    )
                )
            }
        }
        let method = request.head.hasPrefix("POST") ? "POST" : "GET"
        let question = TestServiceRequest(method: method, target: request.target, body: request.body)
        let answer = services.answer(question, at: SharedPKI.time)
        return change(request, LoopbackServer.answer("\(answer.status) \(answer.phrase)", answer.body))
    }
}

@Suite("Evidence over HTTP: what comes is judged, what does not come is told, and nothing waits for ever")
struct EvidenceSourceTests {
    /// A certificate that a server learns of after it was started, since it names the server's port.
    private final class Known: Sendable {
        private let box = Locked<Certificate?>(nil)
        var certificate: Certificate? {
            get { box.value }
            set { box.value = newValue }
        }
    }

    private func scene(
        revoked: Bool = false,
        _ change: @escaping @Sendable (LoopbackServer.Request, [LoopbackServer.Step]) -> [LoopbackServer.Step] = { $1 },
        template: (inout CertificateTemplate) -> Void = { _ in }
    ) throws -> (setting: Setting, certificate: Certificate, server: LoopbackServer) {
        let known = Known()
        let server = try server(issued: { known.certificate }, revoked: revoked, change)
        let setting = try Setting(base: server.base)
        let certificate = try setting.certificate(template)
        known.certificate = certificate
        return (setting, certificate, server)
    }

    @Test("A responder's answer is taken, good or revoked", .timeLimit(.minutes(1)), arguments: [false, true])
    func ocsp(isRevoked: Bool) throws {
        let (setting, certificate, server) = try scene(revoked: isRevoked)
        let answer = setting.ask(certificate)
        #expect(setting.status(certificate, answer) == (isRevoked ? "revoked" : "good"))
        #expect(answer.failures.isEmpty)
        #expect(answer.evidence.ocspResponses.count == 1)
        #expect(answer.evidence.revocationLists.isEmpty)
        withExtendedLifetime(server) {}
    }

    @Test("Where no responder answers, the list is asked for, and the failure told", .timeLimit(.minutes(1)))
    func list() throws {
        let (setting, certificate, server) = try scene { request, usual in
            request.target.hasPrefix("/ocsp") ? LoopbackServer.answer("503 Busy", []) : usual
        }
        let answer = setting.ask(certificate)
        #expect(setting.status(certificate, answer) == "good")
        #expect(answer.failures.map(\.address) == [setting.addresses.ocsp])
        #expect(answer.failures.first?.detail.contains("503") == true)
        #expect(answer.evidence.revocationLists.count == 1)
        withExtendedLifetime(server) {}
    }

    /// What a bad service does, in words of its failure.
    enum Fault: String, CaseIterable {
        case slow, dripping, refused, reset, redirecting, oversized, endless, empty, noise, malformedStatus, wrongSigner
        case stale, future, tryLater, otherCertificate, otherNonce
    }

    @Test(
        "A bad service never makes anything pass, and never holds anybody up",
        .timeLimit(.minutes(1)),
        arguments: Fault.allCases
    )
    func faults(fault: Fault) throws {
        let pki = try SharedPKI.of("ec")
        let time = SharedPKI.time
        let (setting, certificate, server) = try scene { request, usual in
            var responder = pki.services.responder
            func reply(_ bytes: [UInt8]) -> [LoopbackServer.Step] { LoopbackServer.answer("200 OK", bytes) }
            func made(_ at: Timestamp = time) -> [LoopbackServer.Step] {
                (try? responder.response(to: request.body, at: at)).map(reply) ?? []
            }
            switch fault {
            case .slow: return [.pause(4_000)] + usual
            case .dripping: return Array(repeating: [.send([0x48]), .pause(300)], count: 20).flatMap { $0 }
            case .refused, .reset: return [.reset]
            case .redirecting: return LoopbackServer.answer("302 Found", [], head: ["Location: http://127.0.0.1/good"])
            case .oversized:
                return [.send(Array("HTTP/1.0 200 OK\r\nContent-Length: 999999999999\r\n\r\n".utf8)), .flood([0x30])]
            case .endless:
                return [.send(Array("HTTP/1.0 200 OK\r\n\r\n".utf8)), .flood([UInt8](repeating: 0x30, count: 65_536))]
            case .empty: return reply([])
            case .noise: return reply(Array("<html>it works</html>".utf8))
            case .malformedStatus: return reply([0x30, 3, 0x0a, 1, 9])
            case .wrongSigner:
                responder.identity = pki.stranger
                return made()
            case .stale: return made(time.adding(days: -30))
            case .future: return made(time.adding(days: 30))
            case .tryLater: return reply(TestOCSPResponder.refusal(.tryLater))
            case .otherCertificate:
                return (try? responder.response(about: [pki.head.certificate], at: time)).map(reply) ?? []
            case .otherNonce:
                let asked = try? OCSPRequest(
                    certificate: pki.applicant.certificate,
                    issuer: pki.issuing.certificate,
                    nonce: [UInt8](repeating: 7, count: 32)
                )
                return (try? responder.response(to: asked?.der ?? [], at: time)).map(reply) ?? []
            }
        }
        let begin = ContinuousClock.now
        let answer = setting.ask(certificate) { settings in
            settings.timeout = .seconds(1)
            settings.totalTimeout = .seconds(3)
            settings.limits.revocationListBytes = 1_048_576
        }
        #expect(begin.duration(to: .now) < .seconds(8))
        #expect(setting.status(certificate, answer) == "unknown")
        #expect(answer.failures.first?.address == setting.addresses.ocsp)
        #expect(answer.failures.allSatisfy { !$0.detail.isEmpty })
        withExtendedLifetime(server) {}
    }

    @Test("Of several responders the next one is asked when one fails", .timeLimit(.minutes(1)))
    func failover() throws {
        let dead = try LoopbackServer.closedPort()
        let (setting, certificate, server) = try scene(template: { template in
            let good = template.ocspLocation ?? ""
            template.ocspLocation = nil
            template.otherExtensions = [
                CertificateTemplate.Extension(
                    "1.3.6.1.5.5.7.1.1",
                    DER.sequence(
                        of: ["ldap://directory/", "https://secure/", "http://127.0.0.1:\(dead)/", good]
                            .map { address in
                                DER.sequence(
                                    DER.objectIdentifier("1.3.6.1.5.5.7.48.1"),
                                    DER.element(DER.Tag.implicit(6), Array(address.utf8))
                                )
                            }
                    )
                )
            ]
            template.issuerLocation = nil
        })
        let answer = setting.ask(certificate)
        #expect(setting.status(certificate, answer) == "good")
        #expect(answer.failures.map(\.address) == ["https://secure/", "http://127.0.0.1:\(dead)/"])
        withExtendedLifetime(server) {}
    }

    @Test("Where the certificate names nobody, the policy's responder is asked", .timeLimit(.minutes(1)))
    func policyAddress() throws {
        let (setting, certificate, server) = try scene(template: { template in
            template.ocspLocation = nil
            template.issuerLocation = nil
            template.crlLocation = nil
        })
        #expect(setting.status(certificate, setting.ask(certificate)) == "unknown")
        let answer = setting.ask(certificate) { settings in
            // The operator's own address may be anywhere.
            settings.services.allowsPrivateAddresses = false
            settings.services.ocsp = [HTTPAddress(setting.addresses.ocsp)].compactMap(\.self)
        }
        #expect(setting.status(certificate, answer) == "good")
        withExtendedLifetime(server) {}
    }

    @Test("A stranger's certificate cannot make us ask what only we can reach (SSRF)", .timeLimit(.minutes(1)))
    func requestForgery() throws {
        let asked = Locked(0)
        let (setting, certificate, server) = try scene { _, usual in
            asked.value += 1
            return usual
        }
        let answer = setting.ask(certificate) { $0.services.allowsPrivateAddresses = false }
        #expect(setting.status(certificate, answer) == "unknown")
        #expect(asked.value == 0)
        #expect(answer.failures.count == 2)
        #expect(answer.failures.allSatisfy { $0.detail.contains("private network") }, "\(answer.failures)")
        withExtendedLifetime(server) {}
    }

    @Test("A service that is gone is asked once, however many certificates name it", .timeLimit(.minutes(1)))
    func manySigners() throws {
        let asked = Locked(0)
        let (setting, certificate, server) = try scene { _, _ in
            asked.value += 1
            return [.pause(3_000)]
        }
        let source = HTTPEvidenceSource(
            http: HTTPClient(),
            settings: setting.settings { $0.timeout = .milliseconds(500) },
            judgedAt: setting.time
        )
        let begin = ContinuousClock.now
        for _ in 0..<200 {
            let answer = source.revocation(of: certificate, issuer: setting.pki.issuing.certificate, at: setting.time)
            #expect(answer.failures.count == 2)
        }
        #expect(asked.value == 1)
        #expect(begin.duration(to: .now) < .seconds(5))
        withExtendedLifetime(server) {}
    }

    @Test("What is kept on the disk is used again, and of no use when damaged or stale", .timeLimit(.minutes(1)))
    func cache() throws {
        let asked = Locked(0)
        let (setting, certificate, server) = try scene { _, usual in
            asked.value += 1
            return usual
        }
        let folder = try TemporaryFolder()
        let cache = try EvidenceCache(path: folder("cache"))
        for _ in 0..<3 { #expect(setting.status(certificate, setting.ask(certificate, cache: cache)) == "good") }
        #expect(asked.value == 1)
        let names = try Tool.run("ls", [folder("cache")]).text.split(separator: "\n").map(String.init)
        #expect(names.count == 1)
        let path = folder("cache/\(names[0])")
        let good = try readFile(path)
        var damaged = good
        damaged[damaged.count / 2] ^= 1
        let others = try setting.pki.services.responder.response(
            about: [setting.pki.head.certificate],
            at: setting.time
        )
        for (poison, count) in [(damaged, 2), ([], 3), (Array("noise".utf8), 4), (others, 5)] {
            try writeFile(poison, to: path)
            #expect(setting.status(certificate, setting.ask(certificate, cache: cache)) == "good")
            #expect(asked.value == count)
        }
        withExtendedLifetime(server) {}
    }

    @Test(
        "Addresses that are not public are known in every spelling",
        arguments: [
            "127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0.0.0.0", "10.1.2.3", "100.64.0.1",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1",
            "255.255.255.255", "localhost", "a.localhost", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1",
            "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "2001::1",
        ]
    )
    func privateAddresses(host: String) { #expect(NetworkRange.isPrivate(host: host)) }

    @Test(
        "Public addresses and names are not taken for private ones",
        arguments: [
            "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "192.169.0.1", "1.1.1.1", "ocsp.pki.gov.kz",
            "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        ]
    )
    func publicAddresses(host: String) { #expect(!NetworkRange.isPrivate(host: host)) }
}
