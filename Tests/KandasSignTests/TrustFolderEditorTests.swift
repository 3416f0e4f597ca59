import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Certificates are added to a trust folder whole, once, and with the scope asked for")
struct TrustFolderEditorTests {
    let pki: TestPKI
    let folder: TemporaryFolder

    init() throws {
        pki = try SharedPKI.ec.get()
        folder = try TemporaryFolder()
    }

    private func edit(_ path: String? = nil, _ change: (TrustFolderEditor) throws -> Void) throws {
        let editor = try TrustFolderEditor(path: path ?? folder.path)
        try change(editor)
        try editor.commit()
    }

    private func names() throws -> [String] {
        try Tool.run("ls", ["-A", folder.path]).text.split(separator: "\n").map(String.init).sorted()
    }

    @Test("A root is an anchor for everything by itself, another CA only if it is said")
    func defaults() throws {
        try edit {
            let root = try $0.add(pki.root.certificate, name: "/etc/root.pem", source: "a", at: pki.time)
            #expect(root == .added(file: "root.cer"))
            try $0.add(pki.issuing.certificate, name: "issuing.cer", source: "b", at: pki.time)
        }
        let manifest = try #require(try TrustFolder(path: folder.path).manifest)
        #expect(manifest.entries.map(\.file) == ["issuing.cer", "root.cer"])
        #expect(manifest.entries.map(\.purposes) == [[], .all])
        #expect(manifest.entries.map(\.source) == ["b", "a"])
        #expect(try readFile(folder("root.cer")) == pki.root.certificate.der)
        let digest = try Tool.openssl("dgst", "-sha256", "-r", folder("root.cer")).text.prefix(64)
        #expect(manifest.entries.last?.sha256 == String(digest))
    }

    @Test("Adding again changes nothing, unless more is asked for")
    func twice() throws {
        let root = pki.root.certificate
        try edit { try $0.add(root, name: "root", purposes: [.ocsp], source: "a", at: pki.time) }
        let before = try readFile(folder("trust.json"))
        try edit {
            let addition = try $0.add(root, name: "other", source: "b", at: pki.time)
            #expect(addition == .present(file: "root.cer"))
            let anchored = try $0.add(root, name: "x", isAnchor: true, source: "b", at: pki.time)
            #expect(anchored == .present(file: "root.cer"))
        }
        #expect(try readFile(folder("trust.json")) == before)
        try edit {
            let wider = try $0.add(root, name: "x", purposes: [.signer], source: "b", at: pki.time)
            #expect(wider == .updated(file: "root.cer"))
        }
        #expect(try TrustFolder(path: folder.path).manifest?.entries.map(\.purposes) == [[.ocsp, .signer]])
        #expect(try names() == ["root.cer", "trust.json"])
    }

    @Test("A file that was changed or lost comes back; one that lies there unlisted is listed as it is")
    func restored() throws {
        let root = pki.root.certificate
        try edit { try $0.add(root, name: "root", source: "a", at: pki.time) }
        for isLost in [false, true] {
            if isLost { _ = try Tool.run("rm", [folder("root.cer")]) } else { try folder.write([1], as: "root.cer") }
            try edit {
                let restored = try $0.add(root, name: "root", source: "a", at: pki.time)
                #expect(restored == .added(file: "root.cer"))
            }
            #expect(try readFile(folder("root.cer")) == root.der)
        }
        let pem = try Tool.openssl("x509", "-inform", "DER", input: pki.issuing.certificate.der).output
        try folder.write(pem, as: "ca.pem")
        try edit {
            let listed = try $0.add(pki.issuing.certificate, name: "x", isAnchor: true, source: "a", at: pki.time)
            #expect(listed == .updated(file: "ca.pem"))
        }
        try edit {
            let again = try $0.add(pki.issuing.certificate, name: "x", source: "a", at: pki.time)
            #expect(again == .present(file: "ca.pem"))
        }
        #expect(try TrustStore(paths: [folder.path]).anchors.count == 2)
        #expect(try names() == ["ca.pem", "root.cer", "trust.json"])
    }

    @Test("Other certificates' files are never replaced, and no name leads out of the folder")
    func fileNames() throws {
        let all = [pki.root.certificate, pki.issuing.certificate, pki.applicant.certificate, pki.head.certificate]
        try edit { editor in
            for (certificate, name) in zip(all, ["../../x", "x.cer", "..", "/"]) {
                try editor.add(certificate, name: name, source: "a", at: pki.time)
            }
        }
        let files = try TrustFolder(path: folder.path)
        #expect(Set(files.files.flatMap(\.certificates)) == Set(all))
        #expect(try names().count == 5 && (try names()).allSatisfy { !$0.hasPrefix(".") })
    }

    @Test("What makes no sense is refused, and nothing is written")
    func refused() throws {
        func code(_ change: (TrustFolderEditor) throws -> Void) -> SigningError.Code? {
            #expect(throws: SigningError.self) { try edit(nil, change) }?.code
        }
        let holder = pki.applicant.certificate
        #expect(
            code { try $0.add(holder, name: "x", isAnchor: true, source: "a", at: pki.time) } == .anchorNotAuthority
        )
        #expect(
            code { try $0.add(pki.issuing.certificate, name: "x", purposes: [.ocsp], source: "a", at: pki.time) }
                == .purposeWithoutAnchor
        )
        #expect(try names() == [])
        for path in ["/proc/kandas", folder("no/such"), "/dev/null"] {
            let error = #expect(throws: SigningError.self) {
                try edit(path) { try $0.add(pki.root.certificate, name: "x", source: "a", at: pki.time) }
            }
            #expect(error?.code == .outputUnwritable)
        }
    }

    @Test("A new folder appears only with something in it")
    func newFolder() throws {
        _ = try TrustFolderEditor(path: folder("new"))
        #expect(try names() == [])
        try edit(folder("new")) { try $0.add(pki.root.certificate, name: "root", source: "a", at: pki.time) }
        #expect(try names() == ["new"])
    }

    @Test("Many at once lose nothing")
    func concurrent() async throws {
        let certificates = try (0..<16)
            .map { _ in
                try pki.issuing
                    .issue(
                        .issuing(.authority("ТЕСТ"), validity: pki.currentYear),
                        for: .generate(.ellipticCurve(bits: 256))
                    )
                    .certificate
            }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for certificate in certificates {
                group.addTask { [folder, pki] in
                    let editor = try TrustFolderEditor(path: folder.path)
                    try editor.add(certificate, name: "ca", source: "a", at: pki.time)
                    try editor.commit()
                }
            }
            try await group.waitForAll()
        }
        let found = try TrustFolder(path: folder.path)
        #expect(Set(found.files.flatMap(\.certificates)) == Set(certificates))
        #expect(found.manifest?.entries.count == 16)
    }

    @Test("The two national networks stay apart", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
    func networks() throws {
        func national(_ path: String) throws -> Certificate {
            try #require(try CertificateBundle.read(Fixtures.path("kz/\(path)")).first)
        }
        let production = try national("ca-production/root_rsa_2020.cer")
        let test = try national("ca-test/nca_gost2022_test.cer")
        try edit { try $0.add(test, name: "test", source: "a", at: pki.time) }
        #expect(try TrustFolder(path: folder.path).manifest?.network == .test)
        let error = #expect(throws: SigningError.self) {
            try edit { try $0.add(production, name: "p", source: "a", at: pki.time) }
        }
        #expect(error?.code == .trustNetworksMixed)
        #expect(throws: SigningError.self) { try edit { try $0.setNetwork(.production) } }
        // A folder without a manifest has a network too, by what is in it.
        let bare = try TemporaryFolder()
        try bare.write(production.der, as: "root.cer")
        #expect(throws: SigningError.self) { try edit(bare.path) { try $0.setNetwork(.test) } }
        try edit(bare.path) { try $0.setNetwork(.production) }
    }
}
