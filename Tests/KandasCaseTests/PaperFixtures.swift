import FoundationEssentials
import KandasTestPKI
import Support

@testable import KandasCase
@testable import KandasSign

/// Signed decisions for the tests of paper.
enum PaperFixtures {
    static let time = StatusListTests.time

    /// An authority that stamps without a network between.
    struct DirectStamps: TimestampSource {
        let authority: TestTimestampAuthority
        let time: Timestamp
        let address = "the test"

        func token(over imprint: MessageImprint) throws(TimestampFailure) -> TimestampToken {
            let request = TimestampRequest(imprint, nonce: [1, 2, 3])
            let answer: [UInt8]
            do throws(SigningError) {
                answer = try authority.response(to: request.der, at: time)
            } catch {
                throw .unusable(.unreadable, detail: error.reason)
            }
            return try TimestampClient.token(in: answer, answering: request)
        }
    }

    /// Has xmlsec1 verify a document signed with a key of the test PKI.
    static func xmlsec1(_ document: [UInt8]) throws -> Tool.Outcome {
        let folder = try TemporaryFolder()
        let pki = try StatusListTests.pki.get()
        for (name, authority) in [("root.pem", pki.root), ("issuing.pem", pki.issuing)] {
            let lines = Data(authority.certificate.der)
                .base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
            try folder.write(
                Array("-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n".utf8),
                as: name
            )
        }
        return try Tool.run(
            "xmlsec1",
            [
                "--verify", "--insecure", "--trusted-pem", folder("root.pem"), "--untrusted-pem",
                folder("issuing.pem"), "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                try folder.write(document, as: "document.xml"),
            ]
        )
    }

    /// One decision of each kind, by the authority of the test PKI.
    static let decisions: Result<[Decision.Kind: Decision], any Error> = Result {
        try DecisionFixtures.each()
            .mapValues { decision in
                var decision = decision
                decision.body?.bin = TestPKI.Person.bodyNumber
                return decision
            }
    }

    /// A decision as XML, signed and raised to a level.
    static func signed(
        _ decision: Decision,
        by signer: TestIdentity? = nil,
        level: SignatureLevel = .t
    ) throws -> [UInt8] {
        let pki = try StatusListTests.pki.get()
        let plain = MemorySink()
        try DecisionDocument.write(decision, to: plain)
        let signed = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(plain.bytes),
                signer: try (signer ?? pki.head).signer(),
                options: SignatureOptions(signingTime: time),
                form: XMLSignatureForm(.xades),
                to: signed
            )
        guard level > .b else { return signed.bytes }
        let stamps = DirectStamps(authority: TestTimestampAuthority(pki.timestamping), time: time)
        let raised = MemorySink()
        try XMLSignatureExtender(timestamps: stamps, trust: try StatusListTests.trust())
            .extend(MemoryBytes(signed.bytes), to: level, at: time, to: raised)
        return raised.bytes
    }
}

#if Print
import KandasPrint
import PDFSyntax

extension PaperFixtures {
    /// The papers of a decision of each kind, with the documents they were made of.
    static let papers: Result<[Decision.Kind: (document: [UInt8], pdf: [UInt8])], any Error> = Result {
        let maker = try FormPaper(claimSigner: try StatusListTests.pki.get().head.signer())
        return try decisions.get()
            .mapValues { decision in
                let document = try signed(decision)
                return (document, try maker.paper(of: document, at: time))
            }
    }

    /// A certificate's paper without codes, which is quick to read.
    static let plainPaper: Result<(document: [UInt8], pdf: [UInt8]), any Error> = Result {
        guard let decision = try decisions.get()[.certificate] else { throw SupportFailure("no decision") }
        let document = try signed(decision)
        let printed = try FormPrinter().print(PrintForm(decision), codes: [], claim: nil)
        var update = try PDFUpdate(PDFFile(PDFBuffer(printed)) { _, _, _ in })
        try update.attach(
            PDFAttachment(name: "a.xml", mediaType: "application/xml", description: "", bytes: document)
        )
        return (document, printed + (try update.write().appended))
    }

    static func paper(_ kind: Decision.Kind) throws -> (document: [UInt8], pdf: [UInt8]) {
        guard let paper = try papers.get()[kind] else { throw SupportFailure("no paper") }
        return paper
    }

    /// The pages of a PDF as pictures.
    static func pages(of pdf: [UInt8], dpi: Int, format: String = "png") throws -> [[UInt8]] {
        let folder = try TemporaryFolder()
        try folder.write(pdf, as: "paper.pdf")
        let arguments = ["-r", "\(dpi)", "-\(format)", folder("paper.pdf"), folder("page")]
        let outcome = try Tool.run("pdftoppm", arguments)
        guard outcome.status == 0 else { throw SupportFailure("pdftoppm: \(outcome)") }
        let listed = try Tool.run("ls", [folder.path]).text.split(separator: "\n").filter { $0.hasPrefix("page") }
        return try listed.map { try readFile(folder(String($0))) }
    }
}
#endif
