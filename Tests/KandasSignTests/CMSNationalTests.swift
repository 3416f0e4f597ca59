import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Messages of the national tools read right", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct CMSNationalTests {
    private func facts(_ name: String, content: [UInt8]? = nil) throws -> SignedDataFacts {
        try SignedDataReader()
            .read(
                MemoryBytes(try Fixtures.bytes("kz/cms/\(name)")).source(),
                content: content.map { MemoryBytes($0).source() }
            )
    }

    private func report(_ facts: SignedDataFacts) throws -> ValidationReport {
        try CMSValidator(trust: TrustStore(anchors: [])).validate(facts, at: SharedPKI.time)
    }

    // Expected values: openssl cms -cmsout -print -inform DER -in …
    @Test("One RSA signer: the mathematics hold")
    func oneSigner() throws {
        let facts = try facts("SIGNED_CMS_ONE_SIGNER.cms")
        #expect(facts.isAttached)
        #expect(facts.signers.count == 1)
        let signer = try #require(facts.signers.first)
        #expect(signer.algorithm == .rsaPKCS1(.sha256))
        #expect(signer.contentMatches == true)
        #expect(signer.signatureIsValid == true)
        #expect(signer.findings.isEmpty)
        #expect(signer.signingCertificate == .absent)
        let holder = try #require(signer.certificate?.holder)
        #expect(holder.iin == "123456789011")
        #expect(holder.patronymic == "ТЕСТОВИЧ")
        let report = try report(facts)
        #expect(report.signatures.first?.mathematicsHold == true)
        #expect(report.verdict == .indeterminate)
        #expect(report.allReasons.map(\.code).contains("NO_TRUST_ANCHORS"))
    }

    @Test("A GOST and an RSA signer: the mathematics of both hold")
    func twoSigners() throws {
        let facts = try facts("SIGNED_CMS.cms")
        #expect(facts.contentLength == 7)
        let report = try report(facts)
        #expect(report.verdict == .indeterminate)
        let gost = try #require(report.signatures.first)
        #expect(gost.algorithm == "GOST R 34.10-2015-512")
        #expect(gost.indication == .indeterminate)
        #expect(gost.mathematicsHold)
        let rsa = try #require(report.signatures.last)
        #expect(rsa.algorithm == "RSA-SHA-256")
        #expect(rsa.mathematicsHold)
        #expect(rsa.claimedSigningTime?.description == "2022-09-27T21:17:59Z")
    }

    @Test("The mathematics of GOST signers hold, attached and detached")
    func gost() throws {
        let attached = try report(facts("individual_attached.der"))
        #expect(attached.verdict == .indeterminate)
        let content = try Fixtures.bytes("kz/cms/individual_document.txt")
        for found in [attached, try report(facts("individual_detached.der", content: content))] {
            #expect(found.signatures.map(\.mathematicsHold) == [true])
        }
    }
}

@Suite("Old messages of the national tools name the key where the signature algorithm belongs")
struct CMSKeyIdentifierTests {
    private let content = Array("content".utf8)

    /// The element at a path of indices into constructed elements (-1: the last one) gives way to another, and all lengths
    /// around it are written anew.
    private func replacing(_ path: ArraySlice<Int>, of bytes: ArraySlice<UInt8>, by new: [UInt8]) throws -> [UInt8] {
        guard let step = path.first else { return new }
        var outer = DERReader(bytes, rules: .ber)
        let element = try outer.next()
        var inner = try outer.entering(element)
        var parts = try inner.all(atMost: 64, "element").map { Array($0.bytes) }
        let index = step < 0 ? parts.count + step : step
        try #require(parts.indices.contains(index))
        parts[index] = try replacing(path.dropFirst(), of: parts[index][...], by: new)
        return DER.element(element.tag, parts)
    }

    private func sign(_ pki: TestPKI) throws -> [UInt8] {
        try SignedDataWriter()
            .signDetached(
                content,
                signers: [try pki.applicant.signer()],
                options: SignatureOptions(signingTime: pki.time)
            )
    }

    /// The message with another signatureAlgorithm, which no signature covers (RFC 5652 section 5.4).
    private func naming(_ algorithm: AlgorithmIdentifier, in message: [UInt8]) throws -> [UInt8] {
        // ContentInfo, [0], SignedData, signerInfos, SignerInfo, and after version, sid, digestAlgorithm and signedAttrs.
        try replacing([1, 0, -1, 0, 4], of: message[...], by: algorithm.der)
    }

    private func read(_ message: [UInt8]) throws -> SignedDataFacts {
        try SignedDataReader().read(MemoryBytes(message).source(), content: MemoryBytes(content).source())
    }

    @Test("Such a message is read and passes, with parameters and without", arguments: NationalAlgorithm.allCases)
    func keyIdentifier(family: NationalAlgorithm) throws {
        // The identifiers of the national register: 1.2.398.3.10.1.1.2.2, …2.1 and …1.1.
        let key: ObjectIdentifier =
            switch family {
            case .gost2015x512: "1.2.398.3.10.1.1.2.2"
            case .gost2015x256: "1.2.398.3.10.1.1.2.1"
            case .gost2004: "1.2.398.3.10.1.1.1.1"
            }
        let pki = try TestPKI.make(kind: .national(family), at: SharedPKI.time)
        let message = try sign(pki)
        let validator = try CMSValidator(trust: try pki.trust())
        for parameters in [DER.null, nil] {
            let old = try naming(AlgorithmIdentifier(key, parameters: parameters), in: message)
            let facts = try read(old)
            let signer = try #require(facts.signers.first)
            #expect(signer.signatureAlgorithm.identifier == key)
            #expect(signer.algorithm == .national(family))
            #expect(signer.signatureIsValid == true)
            let report = try validator.validate(facts, at: pki.time)
            #expect(report.verdict.isPassed, "\(report.codes)")
            // The value is the last element of all: a bit of it.
            var changed = old
            changed[changed.count - 1] ^= 1
            #expect(try !validator.validate(read(changed), at: pki.time).verdict.isPassed)
        }
    }

    @Test("The key of another family, or other parameters, are not taken for it")
    func otherKey() throws {
        let pki = try TestPKI.make(kind: .national(.gost2015x512), at: SharedPKI.time)
        let message = try sign(pki)
        let validator = try CMSValidator(trust: try pki.trust())
        #expect(try validator.validate(read(message), at: pki.time).verdict.isPassed)
        for wrong in [
            AlgorithmIdentifier("1.2.398.3.10.1.1.2.1", parameters: DER.null),
            AlgorithmIdentifier("1.2.398.3.10.1.1.1.1", parameters: DER.null),
            AlgorithmIdentifier("1.2.398.3.10.1.1.2.2", parameters: DER.integer(1)),
        ] {
            let facts = try read(try naming(wrong, in: message))
            #expect(facts.signers.first?.algorithm == nil)
            #expect(try !validator.validate(facts, at: pki.time).verdict.isPassed)
        }
    }
}
