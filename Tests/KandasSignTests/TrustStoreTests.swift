import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Anchors are trusted for what the manifest says, and for nothing else")
struct TrustStoreTests {
    let pki: TestPKI
    let folder: TemporaryFolder

    init() throws {
        pki = try SharedPKI.ec.get()
        folder = try TemporaryFolder()
    }

    private func add(_ certificate: Certificate, _ name: String, _ purposes: Set<TrustPurpose>) throws {
        let editor = try TrustFolderEditor(path: folder.path)
        try editor.add(
            certificate,
            name: name,
            isAnchor: !purposes.isEmpty,
            purposes: purposes.isEmpty ? nil : purposes,
            source: "test",
            at: pki.time
        )
        try editor.commit()
    }

    private func isValid(_ leaf: Certificate, _ trust: TrustStore, _ purpose: TrustPurpose) throws -> Bool {
        let validator = try PathValidator(trust: trust, purpose: purpose)
        if case .valid = try validator.validate(leaf, helpers: validator.helpers([]), at: pki.time) { return true }
        return false
    }

    @Test("Without a manifest self-signed certificates are anchors for everything")
    func noManifest() throws {
        try folder.write(pki.root.certificate.der, as: "root.cer")
        try folder.write(pki.issuing.certificate.der, as: "issuing.cer")
        try folder.write(pki.rootRevocationList, as: "root.crl")
        try folder.write([1, 2, 3], as: "note.txt")
        let store = try TrustStore(paths: [folder.path])
        #expect(store.scopedAnchors == [TrustAnchor(pki.root.certificate)])
        #expect(store.anchors == [pki.root.certificate] && store.intermediates == [pki.issuing.certificate])
        #expect(store.revocationLists.count == 1 && store.unusedFiles.map(\.path) == [folder("note.txt")])
        for purpose in TrustPurpose.allCases {
            #expect(try isValid(pki.applicant.certificate, store, purpose))
        }
    }

    @Test("An anchor for one purpose ends no path for another", arguments: TrustPurpose.allCases)
    func scoped(purpose: TrustPurpose) throws {
        try add(pki.root.certificate, "root", [purpose])
        try add(pki.issuing.certificate, "issuing", [])
        let store = try TrustStore(paths: [folder.path])
        for asked in TrustPurpose.allCases {
            #expect(store.anchors(for: asked).isEmpty == (asked != purpose))
            #expect(try isValid(pki.applicant.certificate, store, asked) == (asked == purpose))
        }
    }

    @Test("A signature is judged with the anchors for signers alone", arguments: TrustPurpose.allCases)
    func validator(purpose: TrustPurpose) throws {
        let message = try SignedDataWriter()
            .signDetached(
                Array("content".utf8),
                signers: [try pki.applicant.signer()],
                options: SignatureOptions(signingTime: pki.time)
            )
        let facts = try SignedDataReader()
            .read(MemoryBytes(message).source(), content: MemoryBytes(Array("content".utf8)).source())
        let trust = TrustStore(
            scopedAnchors: [TrustAnchor(pki.root.certificate, for: [purpose])],
            intermediates: [pki.issuing.certificate],
            revocationLists: try pki.trust().revocationLists
        )
        let report = try CMSValidator(trust: trust).validate(facts, at: pki.time)
        #expect(report.verdict.isPassed == (purpose == .signer))
        #expect(purpose == .signer || report.allReasons.map(\.code).contains("NO_TRUST_ANCHORS"))
    }

    @Test("A CA certificate that is not self-signed ends paths once it is an anchor, and only then")
    func partialChain() throws {
        try add(pki.issuing.certificate, "issuing", [])
        #expect(try !isValid(pki.applicant.certificate, TrustStore(paths: [folder.path]), .signer))
        try add(pki.issuing.certificate, "issuing", [.signer])
        let store = try TrustStore(paths: [folder.path])
        #expect(try isValid(pki.applicant.certificate, store, .signer))
        #expect(try !isValid(pki.applicant.certificate, store, .ocsp))
        // Nothing but the anchor itself became the end of a path: neither a stranger's CA nor a holder's certificate.
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: pki.time)
        #expect(try !isValid(other.applicant.certificate, store, .signer))
        let given = TrustStore(anchors: [pki.issuing.certificate], intermediates: [other.issuing.certificate])
        #expect(try !isValid(other.applicant.certificate, given, .signer))
        let holder = TrustStore(anchors: [pki.issuing.certificate, other.applicant.certificate])
        #expect(try !isValid(other.applicant.certificate, holder, .signer))
    }

    @Test("A listed file with other bytes is not used, nor is one that is missing")
    func digests() throws {
        try add(pki.root.certificate, "root", [.signer])
        let other = try TestPKI.make(kind: .ellipticCurve(bits: 256), at: pki.time)
        try folder.write(other.root.certificate.der, as: "root.cer")
        var store = try TrustStore(paths: [folder.path])
        #expect(store.anchors.isEmpty && store.intermediates.isEmpty)
        #expect(store.unusedFiles.map(\.path) == [folder("root.cer")])
        _ = try Tool.run("rm", [folder("root.cer")])
        store = try TrustStore(paths: [folder.path])
        #expect(store.anchors.isEmpty && store.unusedFiles.map(\.path) == [folder("root.cer")])
        // A listed pipe is not waited for.
        _ = try Tool.run("mkfifo", [folder("root.cer")])
        #expect(try TrustStore(paths: [folder.path]).unusedFiles.count == 1)
    }

    @Test("An unlisted copy does not widen the scope; another place that is named does")
    func copies() throws {
        try add(pki.root.certificate, "root", [.timestamp])
        try folder.write(pki.root.certificate.der, as: "a-copy.cer")
        #expect(try TrustStore(paths: [folder.path]).scopedAnchors.map(\.purposes) == [[.timestamp]])
        #expect(try TrustStore(paths: [folder.path, folder("root.cer")]).scopedAnchors.map(\.purposes) == [.all])
    }

    @Test("A folder whose manifest cannot be relied on is not read at all")
    func badManifest() throws {
        try folder.write(pki.root.certificate.der, as: "root.cer")
        try folder.write(Array(#"{"version":1,"entries":[],"all":true}"#.utf8), as: "trust.json")
        #expect(#expect(throws: SigningError.self) { try TrustStore(paths: [folder.path]) }?.code == .malformedInput)
        try folder.write([UInt8](repeating: 0x20, count: 1_048_577), as: "trust.json")
        #expect(#expect(throws: SigningError.self) { try TrustStore(paths: [folder.path]) }?.code == .limitExceeded)
    }
}
