import PDFSyntax
import Testing

@Suite("Bytes that come in pieces are kept in memory or in a file, and are the same")
struct SpoolTests {
    private func spool(_ bytes: [UInt8], piece: Int, memoryLimit: Int) -> PDFSpool {
        var spool = PDFSpool(memoryLimit: memoryLimit)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            bytes[start..<min(bytes.count, start + piece)].withUnsafeBytes { spool.append($0) }
        }
        return spool
    }

    private func bytes(_ spool: PDFSpool) -> [UInt8] { spool.withBuffer { $0.view.bytes(0..<$0.count) } }

    @Test("Whatever the limit", arguments: [0, 1, 999, 1_000, 9_999, 10_000, 10_001])
    func limits(limit: Int) {
        let content = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = spool(content, piece: 1_000, memoryLimit: limit)
        #expect(whole.count == content.count)
        #expect(bytes(whole) == content)
    }

    @Test("Copies do not share what is added later")
    func copies() {
        let first = spool([1, 2, 3, 4], piece: 2, memoryLimit: 2)
        var second = first
        [UInt8(5), 6].withUnsafeBytes { second.append($0) }
        var third = first
        [UInt8(7)].withUnsafeBytes { third.append($0) }
        #expect(bytes(first) == [1, 2, 3, 4])
        #expect(bytes(second) == [1, 2, 3, 4, 5, 6])
        #expect(bytes(third) == [1, 2, 3, 4, 7])
    }

    @Test("What was forgotten is gone")
    func removal() {
        var spool = spool([1, 2, 3, 4], piece: 2, memoryLimit: 2)
        spool.removeAll()
        #expect(spool.count == 0)
        #expect(bytes(spool).isEmpty)
        [UInt8(9)].withUnsafeBytes { spool.append($0) }
        #expect(bytes(spool) == [9])
    }
}
