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

    /// Whether nothing speaks against a file but what trust may say.
    private func holds(_ pdf: [UInt8]) -> Bool {
        guard let facts = try? parties.facts(pdf), facts.findings.isEmpty, !facts.signatures.isEmpty else {
            return false
        }
        return facts.signatures.allSatisfy { signature in
            guard signature.findings.isEmpty, case .success(let message) = signature.message else { return false }
            return message.signers.allSatisfy { $0.contentMatches == true && $0.signatureIsValid == true }
        }
    }

    @Test("Cut at every position, but for the last line's end")
    func truncated() throws {
        #expect(holds(signed))
        let step = TestScope.isFull ? 1 : 37
        for count in stride(from: 0, to: signed.count, by: step) {
            #expect(!holds(Array(signed[..<count])), "\(count)")
        }
        for count in signed.count - 60..<signed.count { #expect(!holds(Array(signed[..<count])), "\(count)") }
    }

    @Test("A bit flipped in every byte: only the case of a hexadecimal digit makes no difference")
    func flipped() throws {
        let range = try #require(parties.facts(signed).signatures.first?.byteRange)
        let step = TestScope.isFull ? 1 : 23
        for offset in stride(from: 0, to: signed.count, by: step) {
            var copy = signed
            let bit = UInt8(1) << UInt8((offset / step) % 8)
            copy[offset] ^= bit
            let isDigit = range[1] + 1..<range[2] - 1 ~= offset && bit == 0x20 && signed[offset] > 0x39
            if isDigit { continue }
            #expect(!holds(copy), "bit \(bit) at \(offset)")
        }
        // All of the padding's bits.
        for bit in 0..<8 {
            var copy = signed
            copy[range[2] - 2] ^= 1 << UInt8(bit)
            #expect(!holds(copy), "padding, bit \(bit)")
        }
    }
}
