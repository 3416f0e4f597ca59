import KandasTestPKI
import PDFSyntax
import Support
import Testing

@testable import KandasSign

@Suite("PDFs are signed by incremental updates, and judged by what each revision holds")
struct PDFSigningTests {
    @Test(
        "Every kind of cross-reference: what is there stays, the signature covers all, twice over",
        arguments: [false, true]
    )
    func signed(asStream: Bool) throws {
        let parties = try PDFParties()
        let original = PDFParties.document(asStream: asStream).bytes
        let once = try parties.sign(original)
        let twice = try parties.sign(once, by: parties.pki.applicant)
        #expect(once.starts(with: original) && twice.starts(with: once))
        let report = try parties.report(twice)
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        let pdf = report.signatures.compactMap(\.pdf)
        #expect(pdf.map(\.revision) == [2, 3])
        #expect(pdf.map(\.revisions) == [3, 3])
        #expect(pdf.map(\.coversWholeFile) == [false, true])
        #expect(pdf.map(\.field) == ["Signature1", "Signature2"])
        #expect(report.signatures.map(\.level) == [.b, .b])
        #expect(report.signatures.map(\.claimedSigningTime) == [parties.pki.time, parties.pki.time])
        #expect(report.allReasons.isEmpty, "\(report.allReasons)")
        let signers = try parties.facts(twice).signatures.compactMap { try $0.message?.get().signers.first }
        #expect(signers.allSatisfy { $0.signingTime == nil && $0.signingCertificate == .matches })
    }

    @Test(
        "National keys, whose message plain openssl verifies over the byte range",
        arguments: NationalAlgorithm.allCases
    )
    func national(algorithm: NationalAlgorithm) throws {
        let pki = try TestPKI.make(kind: .national(algorithm), at: .now())
        let signed = try PDFSigner()
            .sign(
                PDFParties.pdf,
                signer: pki.head.signer(),
                options: PDFSignatureOptions(signingTime: pki.time, reason: "Қандас мәртебесі (шешім)")
            )
        let facts = try PDFSignatureReader().read(signed)
        let report = try PDFValidator(trust: pki.trust()).validate(facts, at: pki.time)
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        #expect(report.signatures.first?.pdf?.reason == "Қандас мәртебесі (шешім)")
        let range = try #require(facts.signatures.first?.byteRange)
        let folder = try TemporaryFolder()
        if Tool.exists("pdfsig") {
            let text = try Tool.run("pdfsig", ["-nocert", folder.write(signed, as: "signed.pdf")]).text
            #expect(text.contains("[0 - \(range[1])], [\(range[2]) - \(signed.count)]"), "\(text)")
            #expect(text.contains("Total document signed"), "\(text)")
        }
        guard OpenSSLModule.isPossible else { return }
        let content = try folder.write(Array(signed[..<range[1]] + signed[range[2]...]), as: "content")
        let message = try #require(Hexadecimal.bytes(Array(signed[range[1] + 1..<range[2] - 1])))
        // openssl reads one message and stops.
        let file = try folder.write(message, as: "message")
        let module = try OpenSSLModule.shared.get()
        let arguments = ["cms", "-verify", "-binary", "-noverify", "-inform", "DER", "-in", file, "-content"]
        #expect(try module.run(arguments + [content]).status == 0)
        let other = try folder.write(Array(signed[..<range[1]]), as: "other")
        #expect(try module.run(arguments + [other]).status != 0)
    }

    @Test("A timestamp makes it T; a file is embedded under the same signature")
    func timestampAndAttachment() throws {
        let parties = try PDFParties()
        let source = StampingAuthority(parties.pki, at: parties.pki.time)
        let signed = try parties.sign(
            attachment: EmbeddedFile(
                name: "шешім.xml",
                mediaType: "application/xml",
                description: "The decision",
                bytes: Array("<decision/>".utf8)
            ),
            extender: SignedDataExtender(timestamps: source, trust: parties.pki.trust())
        )
        let report = try parties.report(signed)
        #expect(report.verdict.isPassed, "\(report.allReasons)")
        #expect(report.signatures.map(\.level) == [.t])
        #expect(try parties.facts(signed).revisions == 2)
        guard Tool.exists("pdfdetach") else { return }
        let folder = try TemporaryFolder()
        let path = try folder.write(signed, as: "signed.pdf")
        _ = try Tool.run("pdfdetach", ["-saveall", "-o", folder.path, path])
        #expect(try readFile(folder("шешім.xml")) == Array("<decision/>".utf8))
    }

    @Test("The place for the signature grows with what comes back")
    func longMessage() throws {
        let parties = try PDFParties()
        let long = String(repeating: "long ", count: 2_000)
        var options = parties.options
        options.reason = long
        let signed = try PDFSigner().sign(PDFParties.pdf, signer: parties.pki.head.signer(), options: options)
        #expect(try parties.facts(signed).signatures.first?.reason == long)
        #expect(try parties.report(signed).verdict.isPassed)
    }

    @Test("Nothing is added to what is encrypted, damaged, changed or closed")
    func refused() throws {
        let parties = try PDFParties()
        var encrypted = PDFBuilder.onePage()
        encrypted.finish(trailer: "/Root 1 0 R/Encrypt<</Filter/Standard>>")
        func code(_ pdf: [UInt8], certifying level: Int? = nil) -> SigningError.Code? {
            do {
                _ = try parties.sign(pdf, certifying: level)
                return nil
            } catch { return (error as? SigningError)?.code }
        }
        #expect(code(encrypted.bytes) == .unsupported)
        #expect(code(Array(PDFParties.pdf.dropLast(40))) == .malformedInput)
        #expect(code([]) == .malformedInput)
        #expect(code(Array("%PDF-1.7".utf8)) == .malformedInput)
        let signed = try parties.sign()
        let changed = try parties.updated(signed) { $0.replace(4, with: PDFParties.stream("other")) }
        #expect(code(changed) == .earlierSignatureBroken)
        #expect(code(signed, certifying: 2) == .signingForbidden)
        #expect(try code(parties.sign(certifying: 1)) == .signingForbidden)
        #expect(try code(parties.sign(certifying: 2)) == nil)
    }

    @Test("What was signed comes out again as it was")
    func extracted() throws {
        let parties = try PDFParties()
        let once = try parties.sign()
        let folder = try TemporaryFolder()
        let path = try folder.write(parties.sign(once, by: parties.pki.applicant), as: "twice.pdf")
        let outcome = try ContentExtractor(trust: parties.pki.trust())
            .extract(try InputFile(path: path), to: folder("once.pdf"), at: parties.pki.time)
        #expect(outcome.isExtracted && outcome.format == .pdf)
        #expect(try readFile(folder("once.pdf")) == once)
    }

    @Test("A PDF without a signature is not passed")
    func unsigned() throws {
        #expect(try PDFParties().codes(PDFParties.pdf) == ["PDF_NOT_SIGNED"])
    }

    @Test("Dates as PDF writes them")
    func dates() {
        let written = Timestamp("2026-11-22T17:52:03Z")
        #expect(written.map { PDFDate.text($0) } == "D:20261122175203Z")
        for text in ["D:20261122175203Z", "D:20261122225203+05'00'", "D:20261122225203+05'00", "20261122145203-0300"] {
            #expect(PDFDate.time(Array(text.utf8)) == written, "\(text)")
        }
        for text in [
            "", "D:", "D:2026112", "D:20261322", "D:20261122175203+5", "D:20261122175203*05'00'", "D:2026112217520311",
        ] {
            #expect(PDFDate.time(Array(text.utf8)) == nil, "\(text)")
        }
    }
}
