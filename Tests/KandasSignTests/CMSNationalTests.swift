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
