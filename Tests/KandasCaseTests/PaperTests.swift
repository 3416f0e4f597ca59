#if Print
import KandasPrint
import KandasTestPKI
import KandasText
import Support
import Testing

@testable import KandasCase
@testable import KandasSign

@Suite("The paper of a decision can be read by people, scanners and other programs")
struct PaperTests {
    private static let tools = [
        "pdftoppm", "zbarimg", "pdffonts", "pdftotext", "pdfdetach", "qpdf", "xmlsec1", "pdfinfo",
    ]
    private static let hasTools = tools.allSatisfy { Tool.exists($0) }
    private static let note: Comment = "one of poppler's tools, zbarimg, qpdf, xmlsec1 is not installed"

    private func run(_ tool: String, _ arguments: [String]) throws -> Tool.Outcome {
        let outcome = try Tool.run(tool, arguments)
        #expect(outcome.status == 0, "\(tool): \(outcome)")
        return outcome
    }

    @Test(
        "qpdf and poppler find nothing wrong with it",
        .enabled(if: Self.hasTools, Self.note),
        arguments: Decision.Kind.allCases
    )
    func otherPrograms(kind: Decision.Kind) throws {
        let (document, pdf) = try PaperFixtures.paper(kind)
        let folder = try TemporaryFolder()
        let file = try folder.write(pdf, as: "paper.pdf")
        let check = try run("qpdf", ["--check", file])
        #expect(check.text.contains("No syntax or stream encoding errors"))
        // Name, type, encoding, emb, sub, uni.
        let fonts = try run("pdffonts", [file]).text.split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty)
        for font in fonts {
            #expect(font.contains("+GentiumBookPlus") && font.contains(" yes yes yes "), "\(font)")
        }
        let info = try run("pdfinfo", [file]).text
        #expect(info.contains("№ 1000000000000") && info.contains("A4") && info.contains("kandas-print-1"))
        #expect(try run("pdfdetach", ["-list", file]).text.hasPrefix("1 embedded files"))
        _ = try run("pdfdetach", ["-save", "1", "-o", folder("one.xml"), file])
        #expect(try readFile(folder("one.xml")) == document)
        let text = try run("pdftotext", ["-layout", file, "-"]).text
        let decision = try #require(try PaperFixtures.decisions.get()[kind])
        for part in [
            decision.title?.kazakh, decision.title?.russian, decision.holder?.surname, decision.holder?.iin,
            decision.documentNumber, decision.official?.surname, decision.application?.registrationNumber,
        ] {
            #expect(text.contains(try #require(part)), "\(part ?? "")")
        }
    }

    @Test("Every letter of Kazakh is printed and read back", .enabled(if: Self.hasTools, Self.note))
    func letters() throws {
        var decision = try #require(try PaperFixtures.decisions.get()[.certificate])
        decision.holder?.surname = "ӘҒҚҢӨҰҮҺІ"
        decision.holder?.name = "әғқңөұүһі"
        // Passports of Uzbekistan, Turkmenistan and Turkey.
        decision.holder?.surnameLatin = "Gʻulomoʻgʻli"
        decision.holder?.nameLatin = "Žňşýğıİç’"
        let pdf = try FormPaper(claimSigner: nil).paper(of: try PaperFixtures.signed(decision), at: PaperFixtures.time)
        let folder = try TemporaryFolder()
        let text = try run("pdftotext", [try folder.write(pdf, as: "paper.pdf"), "-"]).text
        for name in ["ӘҒҚҢӨҰҮҺІ", "әғқңөұүһі", "Gʻulomoʻgʻli", "Žňşýğıİç’"] { #expect(text.contains(name), "\(name)") }
        #expect(PrintedForm(pdf).agreement == .agrees)
    }

    @Test(
        "zbarimg reads every code from 150 dots an inch, and what they carry verifies",
        .enabled(if: Self.hasTools, Self.note),
        arguments: Decision.Kind.allCases
    )
    func codes(kind: Decision.Kind) throws {
        let (document, pdf) = try PaperFixtures.paper(kind)
        let folder = try TemporaryFolder()
        var texts: [[UInt8]] = []
        for (index, page) in try PaperFixtures.pages(of: pdf, dpi: 150).enumerated() {
            let file = try folder.write(page, as: "\(index).png")
            let arguments = ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", file]
            texts += PaperCodes.texts(in: try Tool.run("zbarimg", arguments).output)
            // Our own reader sees the same.
            let own = Set(try QRCodeReader.texts(in: page))
            #expect(own == Set(PaperCodes.texts(in: try Tool.run("zbarimg", arguments).output)))
        }
        let codes = try PaperCodes(texts)
        #expect(codes.findings == [])
        #expect(
            codes.claims.map(\.claim) == [try CertificateClaim(try #require(try PaperFixtures.decisions.get()[kind]))]
        )
        let set = try #require(codes.sets.first)
        // Level T has nothing that is left out.
        #expect(codes.sets.count == 1 && set.document == document)
        let outcome = try PaperFixtures.xmlsec1(set.document)
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test(
        "Scans as JPEG and at other sizes are read too",
        .enabled(if: Self.hasTools, Self.note),
        arguments: [200, 300]
    )
    func scans(dpi: Int) throws {
        let (document, pdf) = try PaperFixtures.paper(.prolongation)
        let texts = try PaperFixtures.pages(of: pdf, dpi: dpi, format: "jpeg")
            .flatMap { try QRCodeReader.texts(in: $0) }
        // The order says nothing, and overlapping pictures do no harm.
        let codes = try PaperCodes(texts.reversed() + texts)
        #expect(codes.findings == [] && codes.sets.map(\.document) == [document] && codes.claims.count == 1)
    }

    @Test("The same document gives the same bytes, and one maker serves many tasks")
    func repeatable() async throws {
        let (document, pdf) = try PaperFixtures.paper(.refusal)
        let maker = try FormPaper(claimSigner: nil)
        let papers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<4 { group.addTask { try maker.paper(of: document, at: PaperFixtures.time) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(papers.count == 1)
        // A claim of ECDSA is another one each time.
        #expect(papers.first != pdf)
    }

    @Test("Long texts run over several pages, and the codes stand on the last two at most")
    func long() throws {
        var decision = try #require(try PaperFixtures.decisions.get()[.refusal])
        func words(_ word: String, _ count: Int) -> String {
            (1...count).map { "\(word)\($0)" }.joined(separator: " ")
        }
        let most = 3_900
        decision.refusal?.facts = BilingualText(
            kazakh: String(words("мән-жай", 600).prefix(most)),
            russian: String(words("обстоятельство", 600).prefix(most))
        )
        decision.refusal?.remedy = BilingualText(
            kazakh: String(repeating: "ұ", count: most),
            russian: String(words("исправить", 600).prefix(most))
        )
        decision.holder?.surname = String(repeating: "Әбдіғаппар-", count: 9)
        let document = try PaperFixtures.signed(decision)
        let pdf = try FormPaper(claimSigner: nil).paper(of: document, at: PaperFixtures.time)
        let printed = PrintedForm(pdf)
        #expect(printed.agreement == .agrees && printed.document == document)
        let pages = try PrintedPages(pdf).texts
        #expect(pages.count >= 5)
        let amount = try QRSet.pieces(of: document, number: "10000000000002", at: PaperFixtures.time).count
        let withCodes = pages.indices.filter { pages[$0].contains("/\(amount)") }
        #expect(!withCodes.isEmpty && withCodes.allSatisfy { $0 >= pages.count - 2 }, "\(withCodes)")
    }

    @Test(
        "A letter that the font lacks, or that does not show, is an error and never a box",
        arguments: ["王", "ﷺ", "😀", "\u{0378}", "a\u{202e}b", "a\u{200b}b", "\u{e000}", "ა"]
    )
    func missing(name: String) throws {
        let printer = try FormPrinter()
        var decision = try #require(try PaperFixtures.decisions.get()[.certificate])
        decision.holder?.name = name
        let error = #expect(throws: SigningError.self) { try printer.print(PrintForm(decision), codes: [], claim: nil) }
        #expect(error?.code == .printGlyphMissing)
        #expect(error?.reason.contains("holder.name") == true && error?.reason.contains("U+") == true)
        #expect(error?.reason.contains(name) == false)
    }

    @Test("What is not signed, or does not fit into twelve codes, gets no paper")
    func refused() throws {
        let decision = try #require(try PaperFixtures.decisions.get()[.refusal])
        let plain = MemorySink()
        try DecisionDocument.write(decision, to: plain)
        let maker = try FormPaper(claimSigner: nil)
        let unsigned = #expect(throws: SigningError.self) { try maker.paper(of: plain.bytes, at: PaperFixtures.time) }
        #expect(unsigned?.code == .malformedInput)
        var long = decision
        var generator = StatusListTests.Repeating()
        func noise() -> String {
            String((0..<300).map { _ in String(generator.next(), radix: 36) }.joined().prefix(3_900))
        }
        long.refusal?.facts = BilingualText(kazakh: noise(), russian: noise())
        long.refusal?.remedy = BilingualText(kazakh: noise(), russian: noise())
        long.refusal?.documents = BilingualText(kazakh: noise(), russian: noise())
        let document = try PaperFixtures.signed(long)
        let error = #expect(throws: SigningError.self) { try maker.paper(of: document, at: PaperFixtures.time) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("A paper that its authority signed is genuine, and one that was edited afterwards is not")
    func sealed() throws {
        let pki = try StatusListTests.pki.get()
        let signer = try pki.head.signer()
        var decision = try #require(try PaperFixtures.decisions.get()[.certificate])
        let day = CalendarDate(inKazakhstanAt: PaperFixtures.time)
        decision.decisionDate = day
        decision.certificate?.statusDate = day
        decision.certificate?.validUntil = StatusTerm.lastDay(ofStatusFrom: day)
        let seal = PaperSeal(signer, extender: nil) { PaperFixtures.time }
        let document = try PaperFixtures.signed(decision)
        let paper = try FormPaper(claimSigner: nil, seal: seal).paper(of: document, at: PaperFixtures.time)
        let plain = try FormPaper(claimSigner: nil).paper(of: document, at: PaperFixtures.time)
        let authority = AuthorityList.Authority(
            bin: try StatusListTests.authority(),
            name: BilingualText(kazakh: "Басқарма", russian: "Управление"),
            from: CaseFixtures.date("2020-01-01")
        )
        let authorities = AuthorityList(
            issuedAt: PaperFixtures.time,
            nextUpdate: PaperFixtures.time.adding(days: 30),
            authorities: [authority]
        )
        let trust = try StatusListTests.trust()
        let verifier = DocumentVerifier(
            files: try SignedFileVerifier(trust: trust),
            decisions: try DecisionFileVerifier(trust: trust, knowledge: DecisionKnowledge(authorities: authorities))
        )
        let folder = try TemporaryFolder()
        func report(_ pdf: [UInt8]) throws -> DecisionReport {
            let file = try InputFile(path: try folder.write(pdf, as: "paper.pdf"))
            guard case .decision(let outcome) = try verifier.verify(file, at: PaperFixtures.time) else {
                throw SupportFailure("not taken for a decision")
            }
            return outcome.report
        }
        #expect(PrintedForm(paper).agreement == .agrees)
        let sound = try report(paper)
        #expect(sound.outcome == .genuineStatusUnknown && !sound.remarks.contains { $0.code.hasPrefix("PAPER") })
        let unsigned = try report(plain)
        // The document in it is genuine, but what such a paper shows nobody vouches for.
        #expect(unsigned.outcome == .notProven)
        #expect(unsigned.answer(.signatureValid) == .unknown)
        // One byte of what is signed, in a comment of the file's head.
        var changed = paper
        changed[12] ^= 1
        #expect(try report(changed).outcome == .notGenuine)
    }
}
#endif
