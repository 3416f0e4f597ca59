import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("A signed PDF that was cut or flipped anywhere is not passed")
struct PDFMutationTests {
    let parties: PDFParties
    let signed: [UInt8]

    init() throws {
        parties = try PDFParties()
        signed = try parties.sign(by: parties.pki.applicant)
    }

    /// Whether a file passes. Paths are built only where the mathematics hold, so that the test stays quick.
    private func holds(_ pdf: [UInt8]) throws -> Bool {
        guard let facts = try? parties.facts(pdf), facts.findings.isEmpty else { return false }
        let isBroken = facts.signatures.contains { signature in
            guard signature.findings.isEmpty, case .success(let message) = signature.message else { return true }
            return message.signers.contains { $0.contentMatches != true || $0.signatureIsValid != true }
        }
        return try !isBroken && parties.report(pdf).verdict.isPassed
    }

    @Test("Cut at every position, but for the last line's end")
    func truncated() throws {
        #expect(try holds(signed))
        let step = TestScope.isFull ? 1 : 151
        for count in stride(from: 0, to: signed.count, by: step) {
            #expect(try !holds(Array(signed[..<count])), "\(count)")
        }
        for count in signed.count - 20..<signed.count { #expect(try !holds(Array(signed[..<count])), "\(count)") }
    }

    @Test("A bit flipped in every byte: only the case of a hexadecimal digit makes no difference")
    func flipped() throws {
        let range = try #require(parties.facts(signed).signatures.first?.byteRange)
        let step = TestScope.isFull ? 1 : 61
        for offset in stride(from: 0, to: signed.count, by: step) {
            var copy = signed
            let bit = UInt8(1) << UInt8((offset / step) % 8)
            copy[offset] ^= bit
            let isDigit = range[1] + 1..<range[2] - 1 ~= offset && bit == 0x20 && signed[offset] > 0x39
            if isDigit { continue }
            #expect(try !holds(copy), "bit \(bit) at \(offset)")
        }
        // All of the padding's bits.
        for bit in 0..<8 {
            var copy = signed
            copy[range[2] - 2] ^= 1 << UInt8(bit)
            #expect(try !holds(copy), "padding, bit \(bit)")
        }
    }
}
