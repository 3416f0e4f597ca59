import PDFSyntax
import Support
import Testing

@Suite("Filters give the bytes that the standard says")
struct PDFFilterTests {
    /// What comes out of a stream with some filters.
    private func decode(_ data: [UInt8], _ dictionary: String) -> [UInt8]? {
        var builder = PDFBuilder.onePage()
        builder.add(4, dictionary, stream: data)
        builder.finish()
        let file = PDFFile(PDFBuffer(builder.bytes)) { _, _, _ in }
        return file.decode(4, limit: 100_000)
    }

    private func decode(_ text: String, _ dictionary: String) -> String? {
        decode(Array(text.utf8), dictionary).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("The example of LZW in ISO 32000-2, section 7.4.4.2")
    func lzw() {
        let encoded: [UInt8] = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]
        let decoded: [UInt8] = [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        #expect(decode(encoded, "/Filter/LZWDecode") == decoded)
        #expect(decode(encoded, "/Filter/LZW") == decoded)
        #expect(decode([0xff, 0xff, 0xff], "/Filter/LZWDecode") == nil)
    }

    @Test(
        "LZW with codes of every width, as a peer writes it",
        .enabled(if: Python.has("PIL"), "\(Python.absenceNote)")
    )
    func lzwLong() throws {
        // TIFF has the same coding; the one strip lies between the tag's offset and length.
        let script = """
            import io, random, sys
            from PIL import Image
            random.seed(1)
            data = bytes(random.choice(b'abcdefgh') for _ in range(40000))
            file = io.BytesIO()
            Image.frombytes('L', (200, 200), data).save(file, 'TIFF', compression='tiff_lzw', tiffinfo={278: 200})
            image = Image.open(file)
            (start,), (length,) = image.tag_v2[273], image.tag_v2[279]
            sys.stdout.buffer.write(data + file.getvalue()[start:start + length])
            """
        let outcome = try Tool.run(Python.interpreter, ["-c", script])
        try #require(outcome.status == 0, "\(outcome)")
        let data = Array(outcome.output.prefix(40_000))
        #expect(decode(Array(outcome.output.dropFirst(40_000)), "/Filter/LZWDecode") == data)
    }

    @Test(
        "ASCIIHex",
        arguments: [("48 65 6C6c 6F>", "Hello"), ("4", "@"), (">48", ""), ("48656c6c6f", "Hello"), ("4G>", nil)]
            as [(String, String?)]
    )
    func asciiHex(text: String, expected: String?) { #expect(decode(text, "/Filter/AHx") == expected) }

    @Test(
        "ASCII85",
        arguments: [
            ("87cURD]j7BEbo80~>", "Hello world!"), ("87cUR D]\nj7B~>", "Hello wo"), ("z~>", "\0\0\0\0"), ("~>", ""),
            ("8~>", nil), ("s8W-\"~>", nil), ("vvvvv~>", nil), ("87cURD]j7BEbo80", "Hello world!"),
        ] as [(String, String?)]
    )
    func ascii85(text: String, expected: String?) { #expect(decode(text, "/Filter/ASCII85Decode") == expected) }

    @Test("RunLength")
    func runLength() {
        #expect(decode([2, 65, 66, 67, 254, 68, 128, 1], "/Filter/RunLengthDecode") == Array("ABCDDD".utf8))
        #expect(decode([2, 65], "/Filter/RL") == nil)
        #expect(decode([200], "/Filter/RL") == nil)
        #expect(decode([], "/Filter/RL") == [])
    }

    @Test("Flate with each PNG predictor, and TIFF's (values by libpng's definition)")
    func predictors() {
        // Rows of three one-byte pixels, stored without compression: filter type, then the differences.
        let rows: [UInt8] = [0, 10, 20, 30, 1, 1, 1, 1, 2, 1, 1, 1, 3, 0, 0, 0, 4, 5, 5, 5]
        let expected: [UInt8] = [10, 20, 30, 1, 2, 3, 2, 3, 4, 1, 2, 3, 6, 11, 16]
        #expect(decode(stored(rows), "/Filter/Fl/DecodeParms<</Predictor 15/Columns 3>>") == expected)
        let list = "/Filter[/FlateDecode]/DecodeParms[<</Predictor 12/Columns 3>>]"
        #expect(decode(stored(rows), list) == expected)
        let colors = "/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 2/Colors 2>>"
        #expect(decode(stored([1, 2, 3, 4, 5, 6, 7, 8]), colors) == [1, 2, 4, 6, 5, 6, 12, 14])
        #expect(decode(stored([1, 2]), "/Filter/Fl/DecodeParms<</Predictor 1>>") == [1, 2])
    }

    @Test("Chains, in their order, and names behind references")
    func chains() {
        let text = "789C33343100000098009700>"
        #expect(decode(text, "/Filter[/ASCIIHexDecode 5 0 R]") == nil)
        let hex = stored(Array("140".utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(decode(hex + ">", "/Filter[/ASCIIHexDecode/FlateDecode]") == "140")
        #expect(decode("data", "") == "data")
        #expect(decode("data", "/Filter[]") == "data")
        #expect(decode("data", "/Filter null") == "data")
        #expect(decode("data", "/Filter/DCTDecode") == nil)
        #expect(decode("data", "/Filter/NoSuchDecode") == nil)
        #expect(decode("data", "/Filter(Fl)") == nil)
    }

    @Test("A Flate stream that ends between two blocks is whole, one that ends within a block is not")
    func flush() {
        let whole = stored(Array("between".utf8), isLast: false)
        #expect(decode(whole, "/Filter/FlateDecode") == Array("between".utf8))
        #expect(decode(Array(whole.dropLast(2)), "/Filter/FlateDecode") == nil)
        // Adobe's library leaves out octets of the checksum, which InDesign's files have; but never any of the data.
        let last = stored(Array("checked".utf8))
        for missing in 1...4 {
            #expect(decode(Array(last.dropLast(missing)), "/Filter/FlateDecode") == Array("checked".utf8))
        }
        for missing in 5...11 { #expect(decode(Array(last.dropLast(missing)), "/Filter/FlateDecode") == nil) }
        // A block in fixed codes, and the same cut before its last octet, with and without the checksum.
        let fixed: [UInt8] = [0x78, 0x9c, 0x4b, 0x4c, 0x4a, 0x06, 0x00]
        #expect(decode(fixed, "/Filter/FlateDecode") == Array("abc".utf8))
        #expect(decode(fixed + [0x02, 0x4d], "/Filter/FlateDecode") == Array("abc".utf8))
        #expect(decode(Array(fixed.dropLast()), "/Filter/FlateDecode") == nil)
        // A wrong checksum, and bytes behind the end: readers take no notice.
        var odd = stored(Array("odd".utf8))
        odd[odd.count - 1] ^= 1
        #expect(decode(odd + [0x0a, 1], "/Filter/FlateDecode") == Array("odd".utf8))
    }

    /// A zlib stream of one block without compression (RFC 1950, RFC 1951 section 3.2.4).
    private func stored(_ bytes: [UInt8], isLast: Bool = true) -> [UInt8] {
        let length = [UInt8(bytes.count & 255), UInt8(bytes.count >> 8)]
        var sums: (UInt32, UInt32) = (1, 0)
        for octet in bytes {
            sums.0 = (sums.0 + UInt32(octet)) % 65_521
            sums.1 = (sums.1 + sums.0) % 65_521
        }
        let block = [0x78, 0x01, isLast ? 1 : 0] + length + length.map { ~$0 } + bytes
        guard isLast else { return block }
        return block + [sums.1, sums.0].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    }
}
