import KandasSign
import Support
import Testing

@Suite("A manifest is read strictly by its schema, and written as others read it")
struct ContainerManifestTests {
    static let digest = "B/K97zTtFuOhug27fke4/Zgc4Myz4b/lZNgsQjy6fkc="

    static func xml(
        _ references: String? = nil,
        start: String =
            "<asic:SigReference URI=\"META-INF/signature001.p7s\" MimeType=\"application/pkcs7-signature\"/>",
        end: String = ""
    ) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" \
            xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\(start)\(references ?? reference())\(end)</asic:ASiCManifest>
            """
            .utf8
        )
    }

    static func reference(
        _ attributes: String = "URI=\"test.text\" MimeType=\"text/plain\"",
        method: String = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>",
        value: String = "<ds:DigestValue>\(digest)</ds:DigestValue>",
        end: String = ""
    ) -> String {
        "<asic:DataObjectReference \(attributes)>\(method)\(value)\(end)</asic:DataObjectReference>"
    }

    static func extensions(_ element: String, critical: String?) -> String {
        let attribute = critical.map { " Critical=\"\($0)\"" } ?? ""
        return "<asic:\(element)><asic:Extension\(attribute)><x/></asic:Extension></asic:\(element)>"
    }

    @Test("what the schema allows")
    func allowed() throws {
        let manifest = try ASiCManifest(reading: Self.xml())
        #expect(manifest.signatureName == "META-INF/signature001.p7s")
        #expect(
            manifest.references.map(\.name) == ["test.text"] && manifest.references.map(\.mediaType) == ["text/plain"]
        )
        #expect(manifest.references.first?.digestAlgorithm == .sha256)
        #expect(manifest.references.first?.digest.count == 32 && manifest.references.first?.isRootfile == false)
        for part in [
            Self.reference("URI=\"a\""), Self.reference("URI=\"a\" Rootfile=\"true\""),
            Self.reference("URI=\"a\" Rootfile=\"0\""),
            Self.reference(
                value:
                    "<ds:DigestValue>\n \(Self.digest.prefix(20)) <!-- c -->\n\(Self.digest.dropFirst(20))</ds:DigestValue>"
            ),
            Self.reference() + " <!-- c --> <?p?> " + Self.reference("URI=\"b\""),
            Self.reference(end: Self.extensions("DataObjectReferenceExtensions", critical: "false")),
        ] {
            _ = try ASiCManifest(reading: Self.xml(part))
        }
        _ = try ASiCManifest(reading: Self.xml(end: Self.extensions("ASiCManifestExtensions", critical: "0")))
    }

    @Test("what it does not allow is refused")
    func refused() {
        let start = "<asic:SigReference URI=\"s\"/>"
        let bad: [[UInt8]] = [
            [], Array("<a/>".utf8), Array("<ASiCManifest/>".utf8), Self.xml(""), Self.xml(start: ""),
            Self.xml(start: start + start), Self.xml(start: "<asic:SigReference/>"), Self.xml(start: "text" + start),
            Self.xml(start: "<asic:SigReference URI=\"s\">" + Self.reference() + "</asic:SigReference>"),
            Self.xml(start: Self.reference() + start), Self.xml(start: "<asic:SigReference URI=\"s\" X=\"\"/>"),
            Self.xml(Self.reference() + "text"), Self.xml(Self.reference() + Self.reference()),
            Self.xml(Self.reference("URI=\"a\"") + Self.reference("URI=\"%61\"")), Self.xml("<asic:X/>"),
            Self.xml("<DataObjectReference/>"), Self.xml(Self.reference("")),
            Self.xml(Self.reference("URI=\"a\" Rootfile=\"yes\"")),
            Self.xml(Self.reference("URI=\"a\" X=\"\"")), Self.xml(Self.reference(method: "")),
            Self.xml(Self.reference(value: "")),
            Self.xml(Self.reference(method: "<ds:DigestMethod/>")),
            Self.xml(Self.reference(method: "<ds:DigestMethod Algorithm=\"a\"><x/></ds:DigestMethod>")),
            Self.xml(Self.reference(value: "<ds:DigestValue/>")),
            Self.xml(Self.reference(value: "<ds:DigestValue>?</ds:DigestValue>")),
            Self.xml(Self.reference(value: "<ds:DigestValue>QUJD<x/>QUJD</ds:DigestValue>")),
            Self.xml(
                Self.reference(value: "<ds:DigestValue>QUJD</ds:DigestValue><ds:DigestValue>QUJD</ds:DigestValue>")
            ),
            Self.xml(Self.reference(end: Self.extensions("DataObjectReferenceExtensions", critical: "true"))),
            Self.xml(Self.reference(end: Self.extensions("DataObjectReferenceExtensions", critical: nil))),
            Self.xml(end: Self.extensions("ASiCManifestExtensions", critical: "1")),
            Self.xml(end: Self.extensions("ASiCManifestExtensions", critical: "0") + Self.reference("URI=\"b\"")),
            Self.xml() + Array("<a/>".utf8), Self.xml() + [0x78],
            Array("<!DOCTYPE a [<!ENTITY b \"c\">]>".utf8) + Self.xml().dropFirst(55),
        ]
        for (index, bytes) in bad.enumerated() {
            #expect(throws: SigningError.self, "case \(index): \(String(decoding: bytes, as: UTF8.self))") {
                try ASiCManifest(reading: bytes)
            }
        }
        var limits = Limits()
        limits.containerEntries = 1
        let two = Self.xml(Self.reference() + Self.reference("URI=\"b\""))
        #expect(throws: SigningError.self) { try ASiCManifest(reading: two, limits: limits) }
    }

    @Test("cut at every length: refused, but for the line feed at the end")
    func truncation() throws {
        let bytes = Self.xml()
        for length in 0..<bytes.count {
            #expect(throws: SigningError.self, "at \(length)") { try ASiCManifest(reading: Array(bytes[..<length])) }
        }
    }

    @Test("every bit turned: no crash; what is still read is another manifest, or differs where XML allows it to")
    func bitFlips() throws {
        let bytes = Self.xml()
        let sound = try ASiCManifest(reading: bytes)
        var same = 0
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                if let read = try? ASiCManifest(reading: changed), read == sound { same += 1 }
            }
        }
        // White space between elements, the case of the declaration's words: few, and the signature covers them all.
        #expect(same < 60, "\(same)")
    }

    @Test(
        "names and URIs",
        arguments: [
            ("a", "a"), ("a%20b", "a b"), ("%D3%98", "Ә"), ("Ә", "Ә"), ("a%2Fb", "a/b"), ("a+b", "a+b"),
            ("%2541", "%41"),
            ("a&b", "a&b"), ("./a", "./a"), ("a%3Ab", "a:b"), ("a%23b", "a#b"), ("%d3%98", "Ә"),
            ("http://x/a", nil), ("file:a", nil), ("/a", nil), ("//a/b", nil), ("a?b", nil), ("a#b", nil), ("%", nil),
            ("%4", nil),
            ("%zz", nil), ("%FF", nil), ("", nil), ("%+1", nil), ("a%", nil), ("%ED%A0%80", nil),
        ] as [(String, String?)]
    )
    func uris(uri: String, name: String?) throws {
        let escaped = uri.replacing("&", with: "&amp;")
        let manifest = try ASiCManifest(reading: Self.xml(Self.reference("URI=\"\(escaped)\"")))
        #expect(manifest.references.first?.name == name)
        #expect(manifest.references.first?.uri == uri)
    }

    static let sample = ASiCManifest(
        signatureName: "META-INF/signature001.p7s",
        signatureMediaType: "application/pkcs7-signature",
        references: [
            .init(
                name: "application.xml",
                mediaType: "text/xml",
                isRootfile: true,
                digestAlgorithm: .sha256,
                digest: [1, 2, 3]
            ),
            .init(name: "Ә б%20'\"<&>.pdf", mediaType: "a\"<&>\n\tb", digestAlgorithm: .sha512, digest: [0xff]),
            .init(name: "c", mediaType: nil, digestAlgorithm: .sha384, digest: [UInt8](0..<48)),
        ]
    )

    @Test("what is written reads back, and is the same each time")
    func roundTrip() throws {
        #expect(try ASiCManifest(reading: Self.sample.encoded) == Self.sample)
        #expect(Self.sample.encoded == Self.sample.encoded)
    }

    @Test("xmllint reads what is written", .enabled(if: Tool.exists("xmllint"), "xmllint is not installed"))
    func xmllint() throws {
        func value(_ path: String) throws -> String {
            let outcome = try Tool.run("xmllint", ["--nonet", "--xpath", path, "-"], input: Self.sample.encoded)
            #expect(outcome.status == 0, "\(outcome)")
            return outcome.text.hasSuffix("\n") ? String(outcome.text.dropLast()) : outcome.text
        }
        let reference = "//*[local-name()='DataObjectReference']"
        #expect(try value("string(\(reference)[2]/@URI)") == "%D3%98%20%D0%B1%2520%27%22%3C%26%3E.pdf")
        #expect(try value("string(\(reference)[2]/@MimeType)") == "a\"<&>\n\tb")
        #expect(try value("string(\(reference)[1]/@Rootfile)") == "true")
        #expect(try value("string(\(reference)[1]/*[2])") == "AQID")
        #expect(try value("namespace-uri(/*)") == "http://uri.etsi.org/02918/v1.2.1#")
        #expect(try value("namespace-uri(\(reference)[1]/*[1])") == "http://www.w3.org/2000/09/xmldsig#")
    }
}
