import KandasDocs
import Support
import Testing

@Suite("What phones and cameras put around a picture")
struct StrippingTests {
    @Test("Place, device, owner, thumbnail and orientation are noted, and no value of them is told")
    func notes() {
        let report = DocumentGate.judge(Samples.photograph)
        #expect(report.isAcceptable)
        #expect(
            Set(report.findings.map(\.code)) == [
                .jpegLocation, .jpegDevice, .jpegOwner, .jpegThumbnail, .jpegOrientation,
            ]
        )
        #expect(report.findings.allSatisfy { $0.severity == .note })
        for value in report.findings.flatMap(\.parameters.values) {
            #expect(!value.contains("123") && !value.contains("Abc") && !value.contains("51"))
        }
        for size in [1, 64] { #expect(judge(Samples.photograph, piece: size) == report) }
    }

    @Test("A place without a position, as some phones write it, is none")
    func emptyPlace() {
        let report = DocumentGate.judge(Samples.jpeg(segments: Samples.exif(place: false)))
        #expect(!report.findings.contains { $0.code == .jpegLocation })
    }

    @Test("A policy may refuse what tells about a person")
    func refusedByPolicy() {
        var policy = DocumentPolicy()
        policy.jpeg.location = .refuse
        policy.jpeg.owner = .accept
        let report = DocumentGate.judge(Samples.photograph, policy: policy)
        #expect(report.refusals == [.jpegLocation])
        #expect(!report.findings.contains { $0.code == .jpegOwner })
    }

    @Test("Exif that loops, lies about lengths or ends early is noted and followed no further")
    func hostileExif() {
        let sound = Samples.exif()
        for index in sound.indices.dropFirst(10) {
            for value in [0x00, 0x7f, 0xff] as [UInt8] {
                var changed = sound
                changed[index] = value
                #expect(DocumentGate.judge(Samples.jpeg(segments: changed)).isAcceptable)
            }
        }
        let content = Array(sound.dropFirst(4))
        for count in 6..<content.count {
            let segment = Samples.segment(0xe1, Array(content[..<count]))
            #expect(DocumentGate.judge(Samples.jpeg(segments: segment)).isAcceptable)
        }
    }

    @Test("A further picture that an index announces is judged like the first")
    func furtherPictures() {
        let good = Samples.withFurtherPicture(Samples.jpeg)
        let report = DocumentGate.judge(good)
        #expect(report.isAcceptable)
        #expect(report.findings.map(\.code) == [.jpegFurtherPictures])
        #expect(DocumentGate.judge(Samples.withFurtherPicture(Samples.jpeg, blanks: 500)).isAcceptable)
        let other = Samples.jpeg(frame: Samples.frame(width: 16))
        #expect(DocumentGate.judge(Samples.withFurtherPicture(other)).refusals == [.jpegDataMissing])
        #expect(DocumentGate.judge(Samples.withFurtherPicture(Samples.pdf)).refusals == [.damaged])
        let short = Samples.withFurtherPicture(Samples.jpeg, announcedSize: Samples.jpeg.count - 1)
        #expect(DocumentGate.judge(short).refusals == [.damaged])
        #expect(DocumentGate.judge(good + [1]).refusals == [.trailingData])
        #expect(DocumentGate.judge(good + Samples.jpeg).refusals == [.jpegAddition])
        for count in Samples.jpeg.count + 60..<good.count {
            #expect(!DocumentGate.judge(Array(good[..<count])).isAcceptable, "\(count)")
        }
        for size in [1, 50] { #expect(judge(good, piece: size) == report) }
        var policy = DocumentPolicy()
        policy.jpeg.furtherPictures = .refuse
        #expect(DocumentGate.judge(good, policy: policy).refusals == [.jpegFurtherPictures])
    }

    @Test("A phone's trailer passes if it is whole and holds no file")
    func trailer() {
        let good = Samples.jpeg + Samples.samsungTrailer
        #expect(DocumentGate.judge(good).findings.map(\.code) == [.jpegTrailer])
        #expect(judge(good, piece: 1).isAcceptable)
        for index in Samples.samsungTrailer.indices.suffix(32) {
            var changed = good
            changed[Samples.jpeg.count + index] ^= 0x80
            let isVersion = 25...28 ~= Samples.samsungTrailer.count - index
            if !isVersion { #expect(!DocumentGate.judge(changed).isAcceptable, "\(index)") }
        }
        #expect(DocumentGate.judge(Samples.jpeg + [7] + Samples.samsungTrailer).refusals == [.trailingData])
        #expect(DocumentGate.judge(good + [7]).refusals == [.trailingData])
        let hidden = Samples.samsungTrailer("Image_UTC_Data", [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 40))
        #expect(DocumentGate.judge(Samples.jpeg + hidden).refusals == [.trailingData])
    }

    @Test("A picture that nothing announces and long notes of a phone are told as such, and can be taken away")
    func additions() throws {
        let name = Array("Depth_Map".utf8)
        let block: [UInt8] = [0, 0, 0x61, 0x0c, UInt8(name.count), 0, 0, 0] + name
        let notes = block + [UInt8](repeating: 0x33, count: 200_000)
        for addition in [Samples.jpeg, notes] {
            let report = DocumentGate.judge(Samples.jpeg + addition)
            #expect(report.refusals == [.jpegAddition])
            #expect(judge(Samples.jpeg + addition, piece: 999) == report)
            #expect(StrippedPicture(of: Samples.jpeg + addition).bytes == Samples.jpeg)
        }
        // Of bytes that only begin so nothing is said.
        let other = [0, 0, 1, 2, 255, 0, 0, 0] + [UInt8](repeating: 1, count: 200_000)
        #expect(DocumentGate.judge(Samples.jpeg + other).refusals == [.trailingData])
    }

    @Test("A motion photo is refused as one, with its video bare or in a phone's trailer")
    func video() {
        #expect(DocumentGate.judge(Samples.jpeg + Samples.video).refusals == [.jpegVideo])
        let samsung = Samples.samsungTrailer("MotionPhoto_Data", Samples.video)
        #expect(DocumentGate.judge(Samples.jpeg + samsung).refusals == [.jpegVideo])
        let long = Samples.samsungTrailer("MotionPhoto_Data", Samples.video + [UInt8](repeating: 7, count: 100_000))
        #expect(DocumentGate.judge(Samples.jpeg + long).refusals == [.jpegVideo])
    }

    @Test(
        "Stripping removes all of it and keeps the picture",
        arguments: [
            Samples.photograph, Samples.jpeg + Samples.video, Samples.jpeg + [1, 2, 3],
            Samples.withFurtherPicture(Samples.jpeg), Samples.jpeg + Samples.samsungTrailer,
            Samples.photograph + Samples.pdf,
        ]
    )
    func stripping(original: [UInt8]) throws {
        let stripped = StrippedPicture(of: original)
        let bytes = try #require(stripped.bytes)
        #expect(stripped.report.isAcceptable)
        #expect(stripped.report.findings.allSatisfy { $0.code == .jpegOrientation })
        #expect(stripped.report == DocumentGate.judge(bytes))
        #expect(stripped.report.pictureFingerprint == DocumentGate.judge(Samples.jpeg).pictureFingerprint)
        // Once more changes nothing.
        #expect(StrippedPicture(of: bytes).bytes == bytes)
    }

    @Test("What is no whole JPEG is not stripped, and it is said why")
    func refusedStripping() {
        #expect(StrippedPicture(of: Samples.pdf).bytes == nil)
        let broken = StrippedPicture(of: Samples.jpeg.dropLast(2) + [])
        #expect(broken.bytes == nil)
        #expect(broken.report.refusals == [.truncated])
        var policy = DocumentPolicy()
        policy.jpeg.maximumPixels = 10
        #expect(StrippedPicture(of: Samples.photograph, policy: policy).report.refusals == [.tooManyPixels])
    }

    @Test("The same picture under another name has the same fingerprint, another picture has not")
    func fingerprint() {
        let plain = DocumentGate.judge(Samples.jpeg).pictureFingerprint
        #expect(plain?.count == 32)
        #expect(DocumentGate.judge(Samples.photograph).pictureFingerprint == plain)
        #expect(judge(Samples.photograph, piece: 3).pictureFingerprint == plain)
        var other = Samples.jpeg
        other[Samples.start.count + Samples.jfif.count + 10] ^= 2
        #expect(DocumentGate.judge(other).isAcceptable)
        #expect(DocumentGate.judge(other).pictureFingerprint != plain)
        #expect(DocumentGate.judge(Samples.jpeg.dropLast() + []).pictureFingerprint == nil)
        #expect(DocumentGate.judge(Samples.pdf).pictureFingerprint == nil)
    }
}
