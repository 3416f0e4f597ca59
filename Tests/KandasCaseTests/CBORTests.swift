import KandasSign
import Support
import Testing

@testable import KandasCase

@Suite("CBOR is read in its deterministic form and in no other")
struct CBORTests {
    private static func bytes(_ text: String) -> [UInt8] {
        KandasSign.Hexadecimal.bytes(Array(text.utf8)) ?? []
    }

    private static func hex(_ bytes: [UInt8]) -> String { KandasSign.Hexadecimal.text(bytes) }

    /// RFC 8949, appendix A.
    static let examples: [(String, CBORValue)] = [
        ("00", .integer(0)), ("17", .integer(23)), ("1818", .integer(24)), ("1903e8", .integer(1_000)),
        ("1a000f4240", .integer(1_000_000)), ("1b000000e8d4a51000", .integer(1_000_000_000_000)),
        ("20", .integer(-1)), ("3863", .integer(-100)), ("3903e7", .integer(-1_000)),
        ("1b7fffffffffffffff", .integer(.max)), ("3b7fffffffffffffff", .integer(.min)),
        ("f4", .boolean(false)), ("f5", .boolean(true)), ("f6", .null), ("40", .bytes([])),
        ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")), ("6161", .text("a")), ("6449455446", .text("IETF")),
        ("62c3bc", .text("ü")), ("64f0908591", .text("\u{10151}")), ("80", .array([])),
        ("83010203", .array([.integer(1), .integer(2), .integer(3)])),
        (
            "8301820203820405",
            .array([.integer(1), .array([.integer(2), .integer(3)]), .array([.integer(4), .integer(5)])])
        ),
        ("a0", .map([])), ("a201020304", .map([1: .integer(2), 3: .integer(4)])),
        ("c11a514b67b0", .tagged(1, .integer(1_363_896_240))), ("d74401020304", .tagged(23, .bytes([1, 2, 3, 4]))),
    ]

    @Test("The examples of RFC 8949 are read and written", arguments: examples)
    func example(text: String, value: CBORValue) throws {
        #expect(try CBORReader.read(Self.bytes(text)) == value)
        #expect(Self.hex(CBORWriter.encode(value)) == text)
    }

    @Test("cbor2 writes the same", .enabled(if: Python.has("cbor2", "pycose"), "\(Python.absenceNote)"))
    func peer() throws {
        // Of tags cbor2 makes objects of Python.
        let examples = Self.examples.filter { if case .tagged = $0.1 { false } else { true } }.map(\.0)
        let lines = examples.joined(separator: "\n")
        let output = try Python.run("cose_claim.py", ["decode"], input: Array(lines.utf8))
        #expect(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init) == examples)
    }

    @Test(
        "Every other form of the same is refused",
        arguments: [
            ("an empty input", ""), ("a number that is longer than it needs be", "1817"), ("", "190017"),
            ("", "1900ff"),
            ("", "1a0000ffff"), ("", "1b00000000ffffffff"), ("a length that is longer than it needs be", "5800"),
            ("", "580161"), ("", "7801 61"), ("", "9800"), ("", "b800"), ("a tag that is longer", "d80100"),
            ("octets of indefinite length", "5f4101ff"), ("text of indefinite length", "7f6161ff"),
            ("an array of indefinite length", "9fff"), ("a map of indefinite length", "bfff"), ("a break alone", "ff"),
            ("a reserved length", "1c"), ("", "5d"), ("", "7e"), ("a key twice", "a201010102"),
            ("keys out of order", "a203040102"), ("a longer key before a shorter", "a2181801 0102"),
            ("a float of 16 bits", "f90000"), ("of 32 bits", "fa00000000"), ("of 64 bits", "fb0000000000000000"),
            ("undefined", "f7"), ("a simple value", "e0"), ("in two octets", "f8ff"),
            ("a boolean in two octets", "f814"),
            ("octets behind the value", "0000"), ("a number beyond 63 bits", "1b8000000000000000"),
            ("a negative one", "3bffffffffffffffff"), ("text that is not UTF-8", "61ff"),
            ("an overlong letter", "62c0af"), ("a surrogate", "63eda080"),
            ("an array of more items than octets", "9a7fffffff"), ("a map of more", "ba7fffffff"),
            ("octets beyond the end", "5b7fffffffffffffff"), ("", "4301"), ("a map without a value", "a101"),
            ("a tag without a value", "c1"),
        ]
    )
    func refused(what: String, text: String) {
        let error = #expect(throws: SigningError.self, "\(what)") {
            try CBORReader.read(Self.bytes(text.replacing(" ", with: "")))
        }
        #expect(error?.code == .malformedInput)
    }

    @Test("Nesting without end is refused", arguments: [0x81, 0xc1] as [UInt8])
    func nesting(octet: UInt8) {
        let error = #expect(throws: SigningError.self) {
            try CBORReader.read([UInt8](repeating: octet, count: 100_000) + [0])
        }
        #expect(error?.code == .limitExceeded)
    }

    // RFC 9285, section 4.3.
    @Test(
        "The examples of RFC 9285 are read and written",
        arguments: [
            ("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0"), ("", ""),
        ]
    )
    func base45(text: String, encoded: String) {
        #expect(Base45.encode(Array(text.utf8)) == encoded)
        #expect(Base45.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test("What is not Base45 is refused", arguments: ["GGW", ":::", "::", "A", "ABCD", "ab0", "BB8\n", "BB_", "Ａ00"])
    func notBase45(text: String) {
        #expect(Base45.decode(text.utf8) == nil)
    }

    @Test("All octets survive")
    func allOctets() {
        for length in 0..<300 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
            #expect(Base45.decode(Base45.encode(bytes).utf8) == bytes)
        }
    }
}
