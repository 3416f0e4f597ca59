import FoundationEssentials
import Testing

@testable import KandasSign

@Suite("An XML document is read as a stream, and a hostile one is refused")
struct XMLStreamReaderTests {
    private func events(_ source: any ByteSource, limits: Limits = Limits()) throws(SigningError) -> [XMLEvent] {
        let reader = try XMLStreamReader(source, limits: limits)
        var events: [XMLEvent] = []
        while let event = try reader.next() {
            // Pieces of text are joined, so that the answer does not depend on how the bytes were cut.
            if case .text(let more) = event, case .text(let before)? = events.last {
                events[events.count - 1] = .text(before + more)
            } else {
                events.append(event)
            }
        }
        return events
    }

    private func events(_ text: String, limits: Limits = Limits()) throws(SigningError) -> [XMLEvent] {
        try events(MemoryBytes(Array(text.utf8)).source(), limits: limits)
    }

    private let sample = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- before --><a xmlns="urn:x" xmlns:p="urn:p" one="1" p:two="&lt;&#x41;"><b/>Қан<!-- c -->дас<![CDATA[<&>]]>\
        <p:c>&amp;</p:c></a>
        """

    private let sampleEvents: [XMLEvent] = [
        .startElement(
            namespace: "urn:x",
            name: "a",
            attributes: [
                XMLAttribute(name: "one", value: "1"), XMLAttribute(namespace: "urn:p", name: "two", value: "<A"),
            ]
        ),
        .startElement(namespace: "urn:x", name: "b", attributes: []),
        .endElement,
        .text("Қандас<&>"),
        .startElement(namespace: "urn:p", name: "c", attributes: []),
        .text("&"),
        .endElement,
        .endElement,
    ]

    @Test("Elements, namespaces, attributes and text come in order, with comments passed over")
    func order() throws {
        #expect(try events(sample) == sampleEvents)
        let reader = try XMLStreamReader(bytes: Array(sample.utf8))
        #expect(!reader.sawComment)
        while try reader.next() != nil {}
        #expect(reader.sawComment)
        #expect(!reader.sawInstruction)
        #expect(reader.depth == 0)
    }

    @Test("The answer is the same however the bytes are cut", arguments: [1, 2, 3, 5, 7, 64])
    func chunks(step: Int) throws {
        #expect(try events(DrippingSource(Array(sample.utf8), step: step)) == sampleEvents)
    }

    @Test("A byte order mark is passed over")
    func byteOrderMark() throws {
        #expect(try events("\u{feff}" + sample) == sampleEvents)
        #expect(try events(DrippingSource(Array(("\u{feff}" + sample).utf8))) == sampleEvents)
    }

    @Test("Every truncation is refused")
    func truncation() throws {
        let bytes = Array(sample.utf8)
        for length in 0..<bytes.count {
            #expect(throws: SigningError.self, "\(length) bytes") {
                try events(MemoryBytes(Array(bytes.prefix(length))).source())
            }
        }
    }

    @Test("Every flipped bit ends in events or a refusal")
    func flips() throws {
        let bytes = Array(sample.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                _ = try? events(MemoryBytes(changed).source())
            }
        }
    }

    @Test(
        "What is not well-formed is malformed",
        arguments: [
            "", " ", "a", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "<a b='1' b='2'/>", "<a>&undeclared;</a>",
            "<a>&#0;</a>",
            "<a>&#xFFFE;</a>", "<a>&#1;</a>", "<a b=1/>", "<a b='<'/>", "<p:a/>", "<a><!-- -- --></a>", "<a>]]></a>",
            "<a>\u{1}</a>", "<a>\u{0}</a>", "<a/>\u{0}", "<a></a", "<?xml version='1.0'", " <?xml version='1.0'?><a/>",
            "<a><![CDATA[x</a>", "<a><?pi</a>", "<a><!-- </a>", "<?xml encoding='UTF-8'?><a/>",
            "<?xml version='1.0' extra='1'?><a/>",
        ]
    )
    func malformed(text: String) {
        let error = #expect(throws: SigningError.self) { try events(text) }
        #expect(error?.code == .malformedInput)
        let dripped = #expect(throws: SigningError.self) { try events(DrippingSource(Array(text.utf8))) }
        #expect(dripped?.code == .malformedInput)
    }

    @Test(
        "A document type declaration is refused as such, wherever it stands",
        arguments: [
            "<!DOCTYPE a><a/>", "<?xml version='1.0'?>\n<!-- c --><?pi?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a><!DOCTYPE a></a>", "<a/><!DOCTYPE a>",
            "<!ENTITY x 'y'><a/>", "<!doctype a><a/>",
        ]
    )
    func documentType(text: String) {
        for source in [DrippingSource(Array(text.utf8)), DrippingSource(Array(text.utf8), step: 4_096)] {
            let error = #expect(throws: SigningError.self) { try events(source) }
            #expect(error?.code == .documentTypeRefused)
        }
    }

    @Test(
        "Other encodings and versions are refused",
        arguments: [
            "<?xml version='1.0' encoding='windows-1251'?><a/>", "<?xml version=\"1.0\" encoding = \"UTF-16\"?><a/>",
            "<?xml version='1.1'?><a/>", "<?xml version='1.0' encoding='UTF-7'?><a/>",
        ]
    )
    func encodings(text: String) {
        let error = #expect(throws: SigningError.self) { try events(text) }
        #expect(error?.code == .unsupported)
    }

    @Test("UTF-16 and UTF-32 are refused, with and without a byte order mark")
    func wideEncodings() {
        let units = Array("<a/>".utf16)
        let little = units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        let wide: [UInt8] = "<a/>".utf8.flatMap { [0, 0, 0, $0] as [UInt8] }
        for bytes in [little, big, [0xff, 0xfe] + little, [0xfe, 0xff] + big, wide] as [[UInt8]] {
            let error = #expect(throws: SigningError.self) { try events(MemoryBytes(bytes).source()) }
            #expect(error?.code == .malformedInput)
        }
    }

    @Test(
        "Malformed UTF-8 is refused",
        arguments: [
            [0x80], [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff], [0xd2],
            [0xf0, 0x9f, 0x98],
        ] as [[UInt8]]
    )
    func malformedUTF8(bytes: [UInt8]) {
        let document = Array("<a>".utf8) + bytes + Array("</a>".utf8)
        for source in [DrippingSource(document), DrippingSource(document, step: 4_096)] {
            let error = #expect(throws: SigningError.self) { try events(source) }
            #expect(error?.code == .malformedInput)
        }
        let error = #expect(throws: SigningError.self) { try events(DrippingSource(Array("<a/>".utf8) + bytes)) }
        #expect(error?.code == .malformedInput)
    }

    @Test("Depth, text, tags, attributes, comments and the whole are bounded")
    func limits() {
        var limits = Limits()
        limits.xmlDepth = 4
        limits.xmlTextBytes = 1_000
        limits.xmlAttributes = 3
        limits.xmlBytes = 10_000
        #expect(throws: Never.self) { try events("<a><a><a><a/></a></a></a>", limits: limits) }
        let long = String(repeating: "x", count: 1_001)
        let documents = [
            "<a><a><a><a><a></a></a></a></a></a>", "<a>\(long)</a>", "<a b='\(long)'/>", "<\(long)/>",
            "<!--\(long)--><a/>", "<a><?pi \(long)?></a>", "<a><![CDATA[\(long)]]></a>", "<a b='1' c='2' d='3' e='4'/>",
            "<a>\(long.dropLast(500))<!-- c -->\(long.dropLast(400))</a>",
            "<a>" + String(repeating: "<b/>", count: 2_500) + "</a>",
        ]
        for document in documents {
            let error = #expect(throws: SigningError.self) { try events(document, limits: limits) }
            #expect(error?.code == .limitExceeded, "\(document.prefix(40))")
        }
    }

    @Test(
        "Long documents of any shape are read at linear cost, or refused",
        arguments: [
            ("<a>", "<b>x</b>", "</a>"), ("<a>", "x", "</a>"), ("<a b='", "x", "'/>"), ("<!--", "x", "--><a/>"),
            ("<?p ", "x", "?><a/>"), ("<a>", "&amp;", "</a>"), ("<a><![CDATA[", "]", "]]></a>"), ("<a", " ", "/>"),
            ("<a>", "<b c='1'", "</a>"), ("<a>", "\n", "</a>"), ("<a>", "<!---->", "</a>"), ("<", "x", "/>"),
            ("<a>", "<a>", ""), ("", " ", ""), ("<a>", "</a>", ""), ("<a b='", "&#65;", "'/>"),
        ]
    )
    func shapes(head: String, unit: String, tail: String) {
        // Two million bytes: a quadratic step would take minutes.
        let source = RepeatingSource(head: head, unit: unit, count: 2_000_000 / unit.utf8.count, tail: tail)
        _ = try? events(source)
    }

    @Test("The text of an element is whole even where a comment interrupts it")
    func elementText() throws {
        let reader = try XMLStreamReader(bytes: Array("<a><b>900517<!-- -->100017</b><c><d/>x</c></a>".utf8))
        _ = try reader.next()
        _ = try reader.next()
        #expect(try reader.elementText() == "900517100017")
        _ = try reader.next()
        let error = #expect(throws: SigningError.self) { try reader.elementText() }
        #expect(error?.code == .malformedInput)
    }

    @Test("An error stays")
    func sticky() throws {
        let reader = try XMLStreamReader(bytes: Array("<a></b>".utf8))
        for _ in 0..<3 {
            #expect(throws: SigningError.self) { while try reader.next() != nil {} }
        }
    }

    @Test("An error of the source comes through")
    func failingSource() {
        final class Failing: ByteSource {
            var remaining: Int? { nil }
            func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
                throw SigningError(.inputUnavailable, "gone")
            }
        }
        let error = #expect(throws: SigningError.self) { try events(Failing()) }
        #expect(error?.code == .inputUnavailable)
    }

    @Test(
        "Public attack documents with a document type are refused, the others read without fetching",
        .enabled(if: XMLFixtures.corpora != nil, "the shared corpora are absent"),
        arguments: XMLFixtures.attacks
    )
    func attacks(attack: XMLFixtures.Case) throws {
        let bytes = try XMLFixtures.bytes(attack.path)
        let result = Result { () throws(SigningError) in try events(MemoryBytes(bytes).source()) }
        switch (attack.expected, result) {
        case ("error", .success): Issue.record("read")
        case ("valid", .failure(let error)): Issue.record("\(error)")
        default: break
        }
        if case .failure(let error) = result, String(decoding: bytes, as: UTF8.self).contains("<!DOCTYPE") {
            #expect(error.code == .documentTypeRefused || error.code == .unsupported, "\(error)")
        }
    }
}
