import KandasDocs
import Support
import Testing

@Suite(
    "JPEG files of everyday tools are accepted, and what djpeg refuses is refused",
    .enabled(if: Tool.exists("cjpeg") && Tool.exists("djpeg"), "libjpeg-turbo-progs is not installed")
)
struct EverydayJPEGTests {
    /// A picture with enough in it that no two blocks are alike, in the format PPM, or PGM if it is grey.
    static func picture(width: Int, height: Int, isGrey: Bool = false) -> [UInt8] {
        var state: UInt32 = 1
        var pixels: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                state = state &* 1_664_525 &+ 1_013_904_223
                let noise = UInt8(state >> 28)
                let wave = UInt8((row * column / 7) & 0x7f)
                pixels.append(wave &+ noise)
                if !isGrey { pixels += [UInt8(row & 0xff), wave ^ UInt8(column & 0xff)] }
            }
        }
        return Array("P\(isGrey ? 5 : 6)\n\(width) \(height)\n255\n".utf8) + pixels
    }

    static func jpeg(_ options: [String], width: Int = 83, height: Int = 61, isGrey: Bool = false) throws -> [UInt8] {
        let outcome = try Tool.run("cjpeg", options, input: picture(width: width, height: height, isGrey: isGrey))
        #expect(outcome.status == 0, "\(outcome)")
        return outcome.output
    }

    @Test(
        "Every way that cjpeg writes",
        arguments: [
            [], ["-progressive"], ["-optimize"], ["-quality", "100"], ["-quality", "5"], ["-grayscale"],
            ["-restart", "1"], ["-restart", "7B"], ["-progressive", "-restart", "3B"], ["-sample", "1x1"],
            ["-sample", "2x1"], ["-sample", "1x2"], ["-sample", "4x1"], ["-sample", "4x2"], ["-sample", "2x2,1x2,2x1"],
            ["-rgb"], ["-progressive", "-sample", "4x1", "-quality", "98"], ["-dct", "fast", "-smooth", "50"],
            ["-quality", "100", "-sample", "1x1", "-progressive"],
        ]
    )
    func ways(options: [String]) throws {
        for (width, height) in [(1, 1), (8, 8), (17, 33), (83, 61)] {
            let bytes = try EverydayJPEGTests.jpeg(options, width: width, height: height)
            let report = DocumentGate.judge(bytes)
            #expect(report.isAcceptable, "\(width) × \(height): \(report.findings)")
            #expect(report.width == width && report.height == height)
            #expect(judge(bytes, piece: 61) == report)
        }
    }

    @Test(
        "What jpegtran does to a file",
        arguments: [["-rotate", "90"], ["-progressive"], ["-crop", "40x32+8+8"], ["-grayscale"]]
    )
    func transformed(options: [String]) throws {
        let outcome = try Tool.run("jpegtran", options, input: EverydayJPEGTests.jpeg([]))
        #expect(outcome.status == 0)
        #expect(DocumentGate.judge(outcome.output).isAcceptable)
    }

    @Test("A scan script that leaves bits out is accepted with a warning, one with all bits without")
    func scripts() throws {
        let folder = try TemporaryFolder()
        let whole =
            "0,1,2: 0-0, 0, 1;\n0: 1-63, 0, 2;\n1: 1-63, 0, 0;\n2: 1-63, 0, 0;\n0: 1-63, 2, 1;\n0,1,2: 0-0, 1, 0;\n0: 1-63, 1, 0;\n"
        let script = try folder.write(Array(whole.utf8), as: "whole.txt")
        #expect(DocumentGate.judge(try EverydayJPEGTests.jpeg(["-scans", script])).findings.isEmpty)
        let part = try folder.write(Array("0,1,2: 0-0, 0, 0;\n0: 1-5, 0, 2;\n".utf8), as: "part.txt")
        let report = DocumentGate.judge(try EverydayJPEGTests.jpeg(["-scans", part]))
        #expect(report.findings.map(\.code) == [.jpegCoarse])
    }

    @Test("Cut off at any byte it is never sound", arguments: [[], ["-progressive"], ["-restart", "1B"]])
    func truncation(options: [String]) throws {
        let bytes = try EverydayJPEGTests.jpeg(options + ["-quality", "60"], width: 24, height: 24)
        for count in stride(from: 0, to: bytes.count, by: 1) {
            let report = DocumentGate.judge(Array(bytes[..<count]))
            #expect(!report.isAcceptable, "\(count)")
            #expect(report.refusals.count == 1)
        }
    }

    @Test("Cut off within its data and ended again it is never sound", arguments: [[], ["-restart", "1B"]])
    func patched(options: [String]) throws {
        let bytes = try EverydayJPEGTests.jpeg(options + ["-quality", "60"], width: 24, height: 24)
        for count in 2..<bytes.count - 2 {
            #expect(!DocumentGate.judge(Array(bytes[..<count]) + [0xff, 0xd9]).isAcceptable, "\(count)")
        }
    }

    /// djpeg's exit code counts warnings only with -strict.
    @Test("What djpeg warns of is refused, with every bit of a small file flipped", arguments: [[], ["-progressive"]])
    func flips(options: [String]) throws {
        let bytes = try EverydayJPEGTests.jpeg(options + ["-grayscale"], width: 16, height: 16, isGrey: true)
        var accepted = 0
        let step = TestScope.isFull ? 1 : 23
        for bit in stride(from: 16, to: 8 * bytes.count, by: step) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            guard DocumentGate.judge(changed).isAcceptable else { continue }
            accepted += 1
            let peer = try Tool.run("djpeg", ["-strict"], input: changed)
            #expect(peer.status == 0, "bit \(bit): \(peer.errorText)")
        }
        #expect(accepted > 0)
    }

    @Test(
        "Stripping keeps every pixel",
        arguments: [[], ["-progressive"], ["-restart", "2"], ["-rgb"], ["-arithmetic"]]
    )
    func stripping(options: [String]) throws {
        let plain = try EverydayJPEGTests.jpeg(options)
        let original = Array(plain[..<2]) + Samples.exif() + Samples.xmp + plain[2...] + Samples.video
        let stripped = try #require(StrippedPicture(of: original).bytes)
        let before = try Tool.run("djpeg", ["-strict"], input: original)
        let after = try Tool.run("djpeg", ["-strict"], input: stripped)
        #expect(after.status == 0)
        #expect(before.output == after.output)
        #expect(!stripped.isEmpty && stripped.count < original.count)
    }
}
