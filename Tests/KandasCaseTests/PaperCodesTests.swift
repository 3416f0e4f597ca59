import KandasTestPKI
import KandasText
import Support
import Testing

@testable import KandasCase
@testable import KandasSign

@Suite("Codes of papers are put together, whatever their order, and say what is missing")
struct PaperCodesTests {
    private let document: [UInt8]
    private let row: [[UInt8]]
    private let claim: [UInt8]

    init() throws {
        let decision = try #require(try PaperFixtures.decisions.get()[.certificate])
        document = try PaperFixtures.signed(decision)
        row = try QRSet.pieces(of: document, number: "10000000000001", at: PaperFixtures.time).map(\.text)
        let signer = try StatusListTests.pki.get().head.signer()
        claim = Array(try SignedClaim(try CertificateClaim(decision), by: signer).text.utf8)
    }

    @Test("A row and a claim in any order, with doubles")
    func mixed() throws {
        let codes = try PaperCodes([claim] + row.reversed() + row + [claim])
        #expect(codes.sets.map(\.document) == [document] && codes.claims.count == 1 && codes.findings == [])
    }

    @Test("A code that is missing is named, with how many there are")
    func missing() throws {
        let codes = try PaperCodes(row.enumerated().filter { $0.offset != 2 }.map(\.element))
        let finding = try #require(codes.findings.first)
        #expect(codes.sets.isEmpty && finding.rule == "KND-QR-01")
        #expect(finding.parameters == ["missing": "3", "amount": "\(row.count)"])
        let text = CaseCatalogue.shared.message(for: finding.code, in: .english, parameters: finding.parameters).text
        #expect(text.contains("missing: 3 of \(row.count)"))
    }

    @Test("Codes of two papers are kept apart")
    func two() throws {
        let refusal = try PaperFixtures.signed(try #require(try PaperFixtures.decisions.get()[.refusal]))
        let other = try QRSet.pieces(of: refusal, number: "10000000000002", at: PaperFixtures.time).map(\.text)
        let codes = try PaperCodes(zip(row, other).flatMap { [$0, $1] } + row + other)
        #expect(codes.sets.map(\.document) == [document, refusal] && codes.findings == [])
    }

    // The form of the national portal, around a document that nobody signed, as a public sample makes it.
    @Test("A row of the portal without a signature is never genuine")
    func portal() throws {
        let sink = MemorySink()
        let zip = ZIPWriter(to: sink)
        let response =
            "<response><requestNumber>10100464053940</requestNumber><status><code>1</code></status></response>"
        try zip.add("one", .bytes(Array(response.utf8)), method: .deflated)
        try zip.finish()
        let piece = QRPiece(
            number: 1,
            amount: 1,
            documentNumber: "10100464053940",
            created: "2020-11-24T12:41:36.970+06:00",
            slice: sink.bytes
        )
        let codes = try PaperCodes([piece.text])
        #expect(codes.sets.isEmpty && codes.findings.map(\.code) == ["KND-QR-03"])
        #expect(codes.findings.first?.severity == .failure)
    }

    @Test("Codes of something else are passed over, and nothing else is said to be missing")
    func foreign() throws {
        let address = Array("https://egov.kz/".utf8)
        let beside = try PaperCodes([address] + row)
        #expect(beside.sets.count == 1 && beside.findings.map(\.severity) == [.warning])
        let alone = try PaperCodes([address])
        #expect(alone.findings.map(\.code) == ["PAPER_CODE_UNKNOWN", "PAPER_CODES_MISSING"])
        #expect(try PaperCodes([]).findings.map(\.code) == ["PAPER_CODES_MISSING"])
        let broken = try PaperCodes([Array("KANDAS1:ZZZ".utf8)])
        #expect(broken.findings.map(\.severity) == [.failure])
        let many = #expect(throws: SigningError.self) { try PaperCodes(Array(repeating: address, count: 1_000)) }
        #expect(many?.code == .limitExceeded)
    }

    @Test("The texts of several codes in one file are divided")
    func divided() throws {
        let joined = row.joined(separator: [0x0d, 0x0a])
        #expect(PaperCodes.texts(in: Array(joined)) == row)
        let mixed = [claim, row[0], claim, row[1]].joined(separator: [0x0a])
        #expect(PaperCodes.texts(in: Array(mixed)) == [claim, row[0], claim, row[1]])
        // As a program that formats XML writes it.
        let text = String(decoding: row[0], as: UTF8.self).replacing("><", with: ">\n  <")
        let pretty = PaperCodes.texts(in: Array((text + "\n" + text).utf8))
        #expect(pretty.count == 2)
        #expect(try pretty.map { try QRPiece(text: $0) } == [try QRPiece(text: row[0]), try QRPiece(text: row[0])])
        #expect(PaperCodes.texts(in: []).isEmpty)
    }
}
