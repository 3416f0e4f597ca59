import Support
import Testing

@testable import KandasSign

@Suite("A trust manifest is understood wholly, or refused")
struct TrustManifestTests {
    private static let digest = String(repeating: "0a", count: 32)
    private static let entry =
        #"{"file":"root.cer","sha256":"\#(digest)","anchor":true,"purposes":["signer"],"source":"x","addedAt":"2026-11-22"}"#
    private static let good = #"{"version":1,"network":"test","entries":[\#(entry)]}"#

    private func read(_ json: String) throws -> TrustManifest { try TrustManifest(json: Array(json.utf8)) }

    @Test("A manifest reads as it was written")
    func roundTrip() throws {
        let manifest = try read(Self.good)
        #expect(manifest.network == .test)
        #expect(manifest.entries.map(\.purposes) == [[.signer]])
        #expect(try TrustManifest(json: manifest.json()) == manifest)
        let other = TrustManifest(entries: [
            .init(file: "түбір \"1\".cer", sha256: Self.digest, source: "a\\b", addedAt: Timestamp(seconds: 0))
        ])
        #expect(try TrustManifest(json: other.json()) == other)
        #expect(try read(#"{"version":1,"entries":[]}"#) == TrustManifest())
    }

    /// A part of the good manifest, and what stands in its place.
    private static let replacements: [[String]] = [
        ["", ""], [good, good + "x"], ["entries", "entry"], [#""version":1,"#, ""],
        [#""version":1"#, #""version":2"#],
        [#""version":1"#, #""version":"1""#], [#""version":1"#, #""version":1,"comment":"x""#],
        [#""test""#, #""staging""#], [#""source":"x""#, #""source":"x","note":"y""#], [#""source":"x","#, ""],
        ["root.cer", ""], ["root.cer", "../root.cer"], ["root.cer", "a/b.cer"], ["root.cer", ".hidden"],
        ["root.cer", "trust.json"], ["root.cer", #"a\u0000b"#], ["root.cer", String(repeating: "x", count: 256)],
        [digest, String(digest.dropLast())], [digest, digest.uppercased()], [digest, digest + "0"],
        [digest, String(repeating: "g", count: 64)], [#"["signer"]"#, "[]"],
        [#"["signer"]"#, #"["signer","signer"]"#],
        [#"["signer"]"#, #"["anything"]"#], ["true", "false"], ["true", "1"], ["2026-11-22", "yesterday"],
        [entry, entry + "," + entry], [entry, "[]"], [entry, "null"],
    ]

    @Test("What is not wholly understood is refused", arguments: replacements)
    func refused(replacement: [String]) {
        let (part, other) = (replacement[0], replacement[1])
        let text = part.isEmpty ? other : Self.good.replacing(part, with: other)
        #expect(throws: SigningError.self, "\(text)") { try read(text) }
    }

    @Test("Another version is told apart from nonsense, whatever else it holds")
    func version() {
        let error = #expect(throws: SigningError.self) { try read(#"{"version":2,"roots":[]}"#) }
        #expect(error?.code == .unsupported)
        #expect(#expect(throws: SigningError.self) { try read("{}") }?.code == .malformedInput)
    }

    @Test("Every beginning is refused, and no flipped bit is a crash or another scope unseen")
    func damage() throws {
        let bytes = Array(Self.good.utf8)
        for count in bytes.indices {
            #expect(throws: SigningError.self) { try TrustManifest(json: Array(bytes[..<count])) }
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                guard let manifest = try? TrustManifest(json: flipped) else { continue }
                #expect(manifest.entries.first?.purposes == [.signer])
            }
        }
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: SigningError.self) { try read(#"{"version":1,"entries":\#(deep)"#) }
    }
}
