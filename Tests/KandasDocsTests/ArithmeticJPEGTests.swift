import KandasDocs
import Support
import Testing

@Suite(
    "Arithmetic-coded JPEG files are decoded, and what djpeg refuses is refused",
    .enabled(if: Tool.exists("cjpeg") && Tool.exists("djpeg"), "libjpeg-turbo-progs is not installed")
)
struct ArithmeticJPEGTests {
    static let ways: [[String]] = [
        [], ["-progressive"], ["-quality", "100"], ["-quality", "5"], ["-grayscale"], ["-restart", "1"],
        ["-restart", "7B"], ["-progressive", "-restart", "3B"], ["-sample", "1x1"], ["-sample", "4x2"], ["-rgb"],
        ["-sample", "2x2,1x2,2x1"], ["-quality", "100", "-sample", "1x1", "-progressive"],
    ]

    static func jpeg(_ options: [String], width: Int = 83, height: Int = 61, isGrey: Bool = false) throws -> [UInt8] {
        try EverydayJPEGTests.jpeg(["-arithmetic"] + options, width: width, height: height, isGrey: isGrey)
    }

    @Test("Every way that cjpeg writes passes with a warning, however it is cut", arguments: ways)
    func everyWay(options: [String]) throws {
        for (width, height) in [(1, 1), (8, 8), (17, 33), (83, 61)] {
            let bytes = try ArithmeticJPEGTests.jpeg(options, width: width, height: height)
            let report = DocumentGate.judge(bytes)
            #expect(report.findings.map(\.code) == [.jpegArithmetic], "\(width) × \(height): \(report.findings)")
            #expect(report.isAcceptable)
            for size in [1, 61] { #expect(judge(bytes, piece: size) == report) }
        }
    }

    @Test("A picture that ends in nothing, whose code ends long before it, is whole")
    func blank() throws {
        let white = Array("P5\n800 800\n255\n".utf8) + [UInt8](repeating: 255, count: 640_000)
        for options in [["-arithmetic"], ["-arithmetic", "-progressive"], ["-arithmetic", "-restart", "1"]] {
            let outcome = try Tool.run("cjpeg", options, input: white)
            #expect(DocumentGate.judge(outcome.output).isAcceptable, "\(options)")
        }
    }

    @Test("Cut off within its data and ended again it is not whole", arguments: [[], ["-restart", "1B"]])
    func patched(options: [String]) throws {
        let bytes = try ArithmeticJPEGTests.jpeg(options + ["-quality", "60"], width: 40, height: 40)
        var accepted = 0
        var tried = 0
        for count in 2..<bytes.count - 12 {
            let report = DocumentGate.judge(Array(bytes[..<count]) + [0xff, 0xd9])
            tried += 1
            // Once in a while what is cut off is what the decoder would have made up.
            if report.isAcceptable { accepted += 1 }
        }
        #expect(tried > 300)
        #expect(accepted <= tried / 50, "\(accepted) of \(tried)")
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(!DocumentGate.judge(Array(bytes[..<count])).isAcceptable, "\(count)")
        }
    }

    @Test("What djpeg warns of is refused, with bits flipped", arguments: [[], ["-progressive"], ["-restart", "1"]])
    func flips(options: [String]) throws {
        let bytes = try ArithmeticJPEGTests.jpeg(options + ["-grayscale"], width: 24, height: 24, isGrey: true)
        var refused = 0
        let step = TestScope.isFull ? 1 : 29
        for bit in stride(from: 16, to: 8 * bytes.count, by: step) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            guard DocumentGate.judge(changed).isAcceptable else {
                refused += 1
                continue
            }
            let peer = try Tool.run("djpeg", ["-strict"], input: changed)
            #expect(peer.status == 0, "bit \(bit): \(peer.errorText)")
        }
        #expect(refused > 0)
    }
}
