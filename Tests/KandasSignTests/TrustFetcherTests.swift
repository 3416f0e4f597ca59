import FoundationEssentials
import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("What is fetched proves itself by digest or signature, wherever it came from")
struct TrustFetcherTests {
    let pki: TestPKI
    let folder: TemporaryFolder

    init() throws {
        pki = try SharedPKI.ec.get()
        folder = try TemporaryFolder()
    }

    /// Facts about the throw-away PKI, as if it were the national one.
    private func facts(_ pki: TestPKI, base: String) throws -> NationalAuthorities {
        func item(_ name: String, _ certificate: Certificate, _ purposes: String) throws -> String {
            let digest = Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: certificate.der))
            return #"{"name":"\#(name)","network":"test","sha256":"\#(digest)","notAfter":"\#(certificate.notAfter)","#
                + #""purposes":[\#(purposes)],"addresses":["\#(base)/cert/\#(name).cer"]}"#
        }
        let certificates = try [
            item("root", pki.root.certificate, #""signer","ocsp""#), item("issuing", pki.issuing.certificate, ""),
        ]
        let lists = ["root", "issuing"].map { #"{"network":"test","addresses":["\#(base)/crl/\#($0).crl"]}"# }
        let json =
            #"{"certificates":[\#(certificates.joined(separator: ","))],"revocationLists":[\#(lists.joined(separator: ","))]}"#
        return try NationalAuthorities(json: Array(json.utf8))
    }

    private func files(_ change: (inout [String: [UInt8]]) -> Void = { _ in }) -> [String: [UInt8]] {
        var files = [
            "root.cer": pki.root.certificate.der, "issuing.cer": pki.issuing.certificate.der,
            "root.crl": pki.rootRevocationList, "issuing.crl": pki.issuingRevocationList,
        ]
        change(&files)
        return files
    }

    private func fetch(
        _ files: [String: [UInt8]],
        purposes: Set<TrustPurpose>? = nil,
        lists: Bool = true
    ) throws -> [FetchedFile.Outcome] {
        let server = try LoopbackServer.files(files)
        var order = TrustFetcher.Order(.test)
        order.purposes = purposes
        order.includesLists = lists
        let fetcher = TrustFetcher(facts: try facts(pki, base: server.base), http: HTTPClient())
        return try fetcher.fetch(order, into: folder.path, at: pki.time).map(\.outcome)
    }

    @Test("Certificates and lists come into a folder that then judges documents")
    func good() throws {
        #expect(
            try fetch(files()) == [
                .taken("root.cer"), .taken("issuing.cer"), .taken("root.crl"), .taken("issuing.crl"),
            ]
        )
        let store = try TrustStore(paths: [folder.path])
        #expect(store.scopedAnchors == [TrustAnchor(pki.root.certificate, for: [.signer, .ocsp])])
        #expect(store.intermediates == [pki.issuing.certificate] && store.revocationLists.count == 2)
        #expect(try TrustFolder(path: folder.path).manifest?.network == .test)
        // Again: nobody is asked for certificates that are there.
        #expect(
            try fetch([:]) == [
                .present("root.cer"), .present("issuing.cer"), .unavailable(.status(404)), .unavailable(.status(404)),
            ]
        )
        #expect(try fetch(files()).allSatisfy { if case .present = $0 { true } else { false } })
    }

    @Test("PEM is taken as well, and roots get the scope that was asked for")
    func form() throws {
        let pem = try Tool.openssl("x509", "-inform", "DER", input: pki.root.certificate.der).output
        _ = try fetch(files { $0["root.cer"] = pem }, purposes: [.ocsp, .timestamp], lists: false)
        #expect(try readFile(folder("root.cer")) == pki.root.certificate.der)
        #expect(try TrustStore(paths: [folder.path]).scopedAnchors.map(\.purposes) == [[.ocsp]])
        _ = try fetch(files(), purposes: [.signer], lists: false)
        #expect(try TrustStore(paths: [folder.path]).scopedAnchors.map(\.purposes) == [[.ocsp, .signer]])
    }

    @Test("A root with no purpose of those asked for is no anchor at all, though it is self-signed")
    func noPurpose() throws {
        _ = try fetch(files(), purposes: [.timestamp], lists: false)
        #expect(try TrustStore(paths: [folder.path]).anchors.isEmpty)
    }

    @Test("Another certificate is refused, however well it is made, and the rest is kept")
    func pinned() throws {
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: pki.time)
        var flipped = pki.root.certificate.der
        flipped[flipped.count - 1] ^= 1
        let digest = Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: other.root.certificate.der))
        let html = Array("<html>Sign in to the hotel's network</html>".utf8)
        let both = try Tool.run("sh", ["-c", "cat"], input: pki.root.certificate.der + pki.issuing.certificate.der)
            .output
        let first = [
            try fetch(files { $0["root.cer"] = other.root.certificate.der }, lists: false)[0],
            try fetch(files { $0["root.cer"] = flipped }, lists: false)[0],
            try fetch(files { $0["root.cer"] = html }, lists: false)[0],
            try fetch(files { $0["root.cer"] = both }, lists: false)[0],
            try fetch(files { $0["root.cer"] = [] }, lists: false)[0],
        ]
        #expect(first[0] == .refused(.otherDigest, digest))
        for outcome in first {
            guard case .refused = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        #expect(try TrustStore(paths: [folder.path]).anchors.isEmpty)
        #expect(try TrustStore(paths: [folder.path]).intermediates == [pki.issuing.certificate])
    }

    @Test("A list is refused that nobody in the folder signed, or that is older than the one there")
    func lists() throws {
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: pki.time)
        // The names are the same; only the keys differ.
        #expect(
            try fetch(files { $0["root.crl"] = other.rootRevocationList })[2]
                == .refused(.notSigned, "\(pki.root.certificate.subject)")
        )
        let strange = try TestAuthority(
            selfSigned: .root(.authority("БӨТЕН"), validity: pki.currentYear),
            key: .generate(.ellipticCurve(bits: 256))
        )
        let template = RevocationListTemplate(thisUpdate: pki.time, nextUpdate: pki.time.adding(days: 1))
        let stranger = try strange.crl(template)
        guard case .refused(.issuerMissing, _) = try fetch(files { $0["root.crl"] = stranger })[2] else {
            Issue.record("not refused")
            return
        }
        #expect(try fetch(files { $0["root.crl"] = pki.root.certificate.der })[2] == .refused(.notAList, ""))
        #expect(try fetch(files())[2] == .taken("root.crl"))
        let older = try pki.root.crl(
            .init(thisUpdate: pki.time.adding(days: -400), nextUpdate: pki.time.adding(days: 400))
        )
        guard case .refused(.older, _) = try fetch(files { $0["root.crl"] = older })[2] else {
            Issue.record("an older list was taken")
            return
        }
        let newer = try pki.root.crl(
            .init(thisUpdate: pki.time.adding(days: 1), nextUpdate: pki.time.adding(days: 400))
        )
        #expect(try fetch(files { $0["root.crl"] = newer })[2] == .taken("root.crl"))
        #expect(try readFile(folder("root.crl")) == newer)
    }

    @Test("Where nothing can be had, nothing is left behind, and every file says why")
    func unreachable() throws {
        let base = "http://127.0.0.1:\(try LoopbackServer.closedPort())"
        let fetcher = TrustFetcher(facts: try facts(pki, base: base), http: HTTPClient())
        let outcomes = try fetcher.fetch(.init(.test), into: folder("new"), at: pki.time).map(\.outcome)
        #expect(outcomes.count == 2)
        for outcome in outcomes {
            guard case .unavailable(.unreachable) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        #expect(try Tool.run("ls", ["-A", folder.path]).text.isEmpty)
        let server = try LoopbackServer { _ in [.pause(5_000)] }
        var slow = TrustFetcher(facts: try facts(pki, base: server.base), http: HTTPClient())
        slow.timeout = .milliseconds(200)
        let waited = try slow.fetch(.init(.test), into: folder("new"), at: pki.time).map(\.outcome)
        #expect(waited == [.unavailable(.timedOut), .unavailable(.timedOut)])
    }

    /// The editor's lock ends with this call.
    private func fillForProduction() throws {
        let editor = try TrustFolderEditor(path: folder.path)
        try editor.setNetwork(.production)
        try editor.add(pki.root.certificate, name: "root", source: "x", at: pki.time)
        try editor.commit()
    }

    @Test("The other network's folder is not touched, and nobody is asked")
    func otherNetwork() throws {
        try fillForProduction()
        struct Nobody: HTTPFetching {
            func answer(to request: HTTPRequest) throws(HTTPFailure) -> [UInt8] {
                Issue.record("asked")
                throw .timedOut
            }
        }
        let fetcher = TrustFetcher(http: Nobody())
        let error = #expect(throws: SigningError.self) {
            try fetcher.fetch(.init(.test), into: folder.path, at: pki.time)
        }
        #expect(error?.code == .trustNetworksMixed)
    }

    @Test(
        "The shipped facts are those of the national CA's own files",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)")
    )
    func shipped() throws {
        let facts = NationalAuthorities.shipped
        #expect(facts.certificates.count == 13 && facts.revocationLists.count == 9)
        #expect(Set(facts.certificates.map(\.sha256)).count == 13)
        var found = 0
        for (network, kind) in [(NationalNetwork.production, "ca-production"), (.test, "ca-test")] {
            for name in try Tool.run("ls", [Fixtures.path("kz/\(kind)")]).text.split(separator: "\n") {
                let path = try Fixtures.path("kz/\(kind)/\(name)")
                let isPEM = try readFile(path).first != 0x30
                // Digest and end by openssl, which knows the form if not the algorithm.
                let der = try Tool.openssl("x509", "-in", path, "-inform", isPEM ? "PEM" : "DER", "-outform", "DER")
                    .output
                let digest = try Tool.openssl("dgst", "-sha256", "-r", input: der).text.prefix(64)
                guard let pin = facts.certificates.first(where: { $0.sha256 == digest }) else {
                    // The test kit of 2018 is not pinned: its digests were never published.
                    #expect(network == .test, "\(name)")
                    continue
                }
                found += 1
                #expect(pin.network == network && name.hasPrefix(pin.name + "."))
                let certificate = try Certificate(der: der)
                #expect(certificate.notAfter == pin.notAfter)
                #expect(certificate.isSelfIssued == !pin.purposes.isEmpty)
                #expect(facts.pin(of: certificate) == pin)
            }
        }
        #expect(found == 13)
    }

    @Test("The data file is sound: every digest has its form and every address can be asked")
    func dataFile() throws {
        struct Form: Decodable {
            struct Item: Decodable {
                let addresses: [String]
                let sha256: String?
            }
            let certificates: [Item]
            let revocationLists: [Item]
        }
        let path = Fixtures.packageRoot + "/Sources/KandasSign/Resources/national-authorities.json"
        let form = try JSONDecoder().decode(Form.self, from: Data(try readFile(path)))
        for item in form.certificates + form.revocationLists {
            #expect(item.sha256?.wholeMatch(of: /[0-9a-f]{64}/) != nil || item.sha256 == nil)
            for address in item.addresses { #expect(HTTPAddress(address)?.lastPathComponent != nil, "\(address)") }
        }
        #expect(form.revocationLists.allSatisfy { !$0.addresses.isEmpty })
    }
}
