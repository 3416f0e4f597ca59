import KandasSign
import Testing

@Suite("A container that is cut or changed anywhere is refused or shows it")
struct ContainerDamageTests {
    static let time = Timestamp(seconds: 1_795_000_000)

    /// A small signed container; the signature is any bytes, since CMS is not read here.
    static func container() throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try ASiCContainerWriter(to: sink, modified: time)
        try writer.add("application.xml", mediaType: "text/xml", .bytes(Array("<a>Әлем</a>".utf8)), isRootfile: true)
        try writer.add("attachments/a.pdf", mediaType: "application/pdf", .bytes(Array("%PDF-1.7".utf8)))
        try writer.sign { _ in Array("signature".utf8) }
        try writer.finish()
        return sink.bytes
    }

    /// All that the reader says of a container.
    struct Facts: Hashable {
        var mimetype: ASiCMimetype
        var names: [String]
        var contents: [[UInt8]]
        var comment: [UInt8]
        var check: ASiCCheck

        init(_ bytes: [UInt8]) throws(SigningError) {
            let container = try ASiCContainer(MemoryBytes(bytes))
            mimetype = container.mimetype
            names = container.archive.entries.map(\.name)
            comment = container.archive.comment
            var files: [[UInt8]] = []
            check = try container.check { event in
                switch event {
                case .start: files.append([])
                case .bytes(let piece): files[files.count - 1] += piece
                case .end: break
                }
            }
            contents = files
        }

        var isSound: Bool {
            check.findings.isEmpty && check.signatures.allSatisfy(\.coversAllFiles) && !check.signatures.isEmpty
        }
    }

    @Test("the container itself is sound")
    func sound() throws {
        let facts = try Facts(Self.container())
        #expect(facts.isSound, "\(facts.check.findings)")
        #expect(facts.contents == [Array("<a>Әлем</a>".utf8), Array("%PDF-1.7".utf8)])
    }

    @Test("cut at every length: refused")
    func truncation() throws {
        let bytes = try Self.container()
        for length in 0..<bytes.count {
            let error = #expect(throws: SigningError.self, "at \(length)") { try Facts(Array(bytes[..<length])) }
            #expect(error?.code.isArchiveRefusal == true, "at \(length): \(error.map { "\($0)" } ?? "")")
        }
    }

    /// The fields that say nothing of the contents, by their place in a central header: which system and version made
    /// the entry (4, 5), which version reads it (6, 7), whether it was text (36, 37), and its attributes (38 to 41).
    static let centralFields: Set<Int> = [4, 5, 6, 7, 36, 37, 38, 39, 40, 41]
    /// And in a file's own header: which version reads it.
    static let localFields: Set<Int> = [4, 5]

    @Test("every bit turned: refused, or the facts show it, or it is a field that says nothing of the contents")
    func bitFlips() throws {
        let bytes = try Self.container()
        let sound = try Facts(bytes)
        let archive = try ZIPArchive(MemoryBytes(bytes))
        var meaningless: Set<Int> = []
        for entry in archive.entries {
            meaningless.formUnion(Self.localFields.map { entry.recordRange.lowerBound + $0 })
            // A deflate stream ends within a byte; no one reads the bits after its end (RFC 1951 section 3.1.1).
            if entry.method == .deflated { meaningless.insert(entry.dataRange.upperBound - 1) }
        }
        var directory = archive.entries.map(\.recordRange.upperBound).max() ?? 0
        while directory + 46 <= bytes.count, bytes[directory...].starts(with: [0x50, 0x4b, 1, 2]) {
            let start = directory
            meaningless.formUnion(Self.centralFields.map { start + $0 })
            directory += 46 + Int(bytes[directory + 28]) + Int(bytes[directory + 30])
        }
        #expect(meaningless.count == archive.entries.count * 12 + 2)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                guard let facts = try? Facts(changed) else { continue }
                if facts == sound {
                    let isMeaningless = meaningless.contains(index)
                    #expect(isMeaningless, "byte \(index), bit \(bit) makes no difference")
                } else {
                    #expect(!facts.isSound, "byte \(index), bit \(bit) gives another sound container")
                }
            }
        }
    }

    @Test("random damage, the same each time: no crash, and no other sound container")
    func mutations() throws {
        let bytes = try Self.container()
        let sound = try Facts(bytes)
        var random = SplitMix(state: 0x6b61_6e64_6173)
        for round in 0..<5_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<changed.count, using: &random)
                switch Int.random(in: 0..<6, using: &random) {
                case 0: changed[index] = UInt8.random(in: 0...255, using: &random)
                case 1: changed.remove(at: index)
                case 2: changed.insert(UInt8.random(in: 0...255, using: &random), at: index)
                case 3: changed[index] = [0, 0xff, 0x7f, 0x80].randomElement(using: &random) ?? 0
                case 4:
                    let other = Int.random(in: 0..<changed.count, using: &random)
                    let length = min(Int.random(in: 1...40, using: &random), changed.count - max(index, other))
                    changed.put(Array(changed[other..<other + length]), at: index)
                default:
                    let end = min(index + Int.random(in: 1...40, using: &random), changed.count)
                    changed.replaceSubrange(index..<end, with: changed[index..<end].reversed())
                }
            }
            guard let facts = try? Facts(changed) else { continue }
            #expect(facts == sound || !facts.isSound, "round \(round)")
        }
    }
}

/// Random numbers that are the same each time (Steele, Lea, Flood: SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}
