import FoundationEssentials
import Support
import Testing

@testable import KandasSign

/// The canonical form of a document or of one of its elements, by the code under test.
func canonicalForm(
    _ document: [UInt8],
    _ method: CanonicalizationMethod,
    apex: CanonicalSelection.Apex = .document,
    limits: Limits = Limits()
) throws(SigningError) -> [UInt8] {
    let sink = MemorySink()
    let job = CanonicalJob(
        selection: CanonicalSelection(apex: apex),
        form: .canonical(method),
        sink: sink,
        isCoverage: true
    )
    let outcome = try CanonicalPass([job], identifiers: XMLIdentifierAttribute.standard)
        .run(MemoryBytes(document).source(), limits: limits)
    if let failure = outcome.first?.failure { throw failure }
    return sink.bytes
}

@Suite("Canonical XML")
struct CanonicalXMLTests {
    /// Documents that try what canonicalisation is about.
    static let documents: [String] = [
        "<a/>",
        "<a></a>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<a>\r\nb\rc\n</a>\r\n",
        "<!-- before --><a><!-- in --> x <!-- -- in too? no --></a><!-- after -->"
            .replacing("-- in too? no ", with: "x"),
        "<?p1?>\n<?p2   data  ?><a><?p3 d?></a>\n<?p4 e ?>",
        "<!-- a\rb --><?pi a\rb?><a/>",
        "<a b=\"1\" a='2' c=\"&quot;&apos;&lt;&gt;&amp;\"/>",
        "<a b=\" x\ty\nz\r\nw \" c=\"&#9;&#10;&#13;&#32;\"/>",
        "<a>&lt;&gt;&amp;&quot;&apos;&#13;&#10;&#9;]]&gt;</a>",
        "<a><![CDATA[<b>&amp;]]>&#x41;<![CDATA[]]></a>",
        "<a b=\"&#38;#38;\" c=\"&amp;amp;\" d=\"&#38;&#38;\">&#38;#38;&amp;amp;</a>",
        "<a xmlns=\"urn:a\"><b xmlns=\"\"><c xmlns=\"urn:a\"/><d xmlns=\"\"/></b></a>",
        "<a xmlns:z=\"urn:z\" xmlns:y=\"urn:y\" z:b=\"1\" y:b=\"2\" b=\"3\" y:a=\"4\"/>",
        "<z:a xmlns:z=\"urn:z\"><b xmlns:z=\"urn:z\" xmlns:y=\"urn:y\"><z:c xmlns:z=\"urn:other\"/></b></z:a>",
        "<a xmlns:p=\"urn:2\" xmlns:q=\"urn:1\" p:x=\"p\" q:x=\"q\" xml:lang=\"kk\" xml:space=\"preserve\"/>",
        "<a xmlns:unused=\"urn:u\"><b><u:c xmlns:u=\"urn:u\" u:d=\"\"/><u:c xmlns:u=\"urn:u\"/></b></a>",
        "<a xmlns=\"urn:a\"><b:b xmlns:b=\"urn:b\"><c xmlns=\"\"/></b:b><b:b xmlns:b=\"urn:b\"/></a>",
        "<a xmlns:x=\"http://x/?a=1;b=2\" x:y=\"1\"/>",
        "<құжат атау=\"қазақша\">Ғ𝄞\u{e000}</құжат>",
        "\u{feff}<a>bom</a>",
        "<a  b = '1'\n\tc=\"2\" ></a  >",
        "<a xml:id=\"x\" xml:base=\"http://e.kz/\"><b xml:base=\"c/\"><c xml:lang=\"ru\"/></b></a>",
        "<a>\u{85}\u{2028}\u{a0}</a>",
    ]

    static let methods: [(CanonicalizationMethod, [String])] = [
        (CanonicalizationMethod(.inclusive, withComments: true), ["--c14n"]),
        (CanonicalizationMethod(.inclusive11, withComments: true), ["--c14n11"]),
        (CanonicalizationMethod(.exclusive, withComments: true), ["--exc-c14n"]),
    ]

    @Test(
        "Whole documents come out as xmllint writes them",
        .enabled(if: Tool.exists("xmllint"), "xmllint is not installed"),
        arguments: documents
    )
    func peer(document: String) throws {
        for (method, arguments) in CanonicalXMLTests.methods {
            let expected = try Tool.run("xmllint", arguments + ["-"], input: Array(document.utf8))
            try #require(expected.status == 0, "\(expected)")
            let ours = try canonicalForm(Array(document.utf8), method)
            #expect(String(decoding: ours, as: UTF8.self) == expected.text, "\(arguments)")
        }
    }

    @Test(
        "Elements come out as lxml writes them, with all that they take over from outside",
        .enabled(if: Python.has("lxml"), "\(Python.absenceNote)")
    )
    func subtrees() throws {
        // lxml makes a document of the element first, and what it takes over of xml:… is lost.
        let documents = CanonicalXMLTests.documents.filter { !$0.contains("xml:base") }
            .map { XMLBase64.encode($0.utf8) }
        let answers = try Python.run("canonicalize.py", [], input: Array(documents.joined(separator: "\n").utf8))
        var compared = 0
        for line in String(decoding: answers, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: false)
            let document = try #require(XMLBase64.decode(String(fields[0])))
            let number = try #require(Int(fields[1]))
            var method = try #require(CanonicalizationMethod(uri: String(fields[2])))
            if fields[3] != "-" {
                method.inclusivePrefixes = Set(
                    fields[3].split(separator: ",").map { $0 == "#default" ? "" : String($0) }
                )
            }
            let expected = try #require(XMLBase64.decode(String(fields[4])))
            let ours = try canonicalForm(document, method, apex: .element(number))
            #expect(String(decoding: ours, as: UTF8.self) == String(decoding: expected, as: UTF8.self), "\(method)")
            compared += 1
        }
        #expect(compared > 90)
    }

    /// Vectors that need what is never done here: a document type declaration (defaults, entities), or a node set that an
    /// XPath expression picks out of the middle of a tree.
    @Test(
        "The vectors of libxml2 and Santuario give the expected octets",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"),
        arguments: CorpusCase.all(["c14n"])
    )
    func vectors(item: CorpusCase) throws {
        let input = try #require(try item.bytes("input"))
        let expected = try #require(try item.bytes("expected_output"))
        let uri = try #require(item.params?.algorithm)
        var method = try #require(CanonicalizationMethod(uri: uri))
        method.inclusivePrefixes = Set((item.params?.inclusivePrefixes ?? []).map { $0 == "#default" ? "" : $0 })
        let apex = try CanonicalXMLTests.apex(of: item)
        do throws(SigningError) {
            let ours = try canonicalForm(input, method, apex: apex ?? .document)
            guard apex != nil else { return }
            #expect(String(decoding: ours, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
        } catch {
            let text = String(decoding: input, as: UTF8.self)
            #expect(error.code == (text.contains("ISO-8859-1") ? .unsupported : .documentTypeRefused))
            #expect(text.contains("ISO-8859-1") || text.contains("<!DOCTYPE"))
        }
    }

    /// Where a vector's node set begins; `nil` if it is no element with all that it holds.
    private static func apex(of item: CorpusCase) throws -> CanonicalSelection.Apex? {
        // Both of these begin with the second element of their document.
        if item.params?.subtree != nil { return .element(1) }
        guard let path = try item.bytes("xpath") else { return .document }
        let expression = String(decoding: path, as: UTF8.self)
        let whole = ["ancestor-or-self::bar:Something\n    ]": 1, "[ancestor-or-self::e6]": 6]
        for (form, number) in whole where expression.contains(form) { return .element(number) }
        return nil
    }

    @Test(
        "xml:base is joined from above as Canonical XML 1.1 section 2.4 says",
        arguments: [
            ("http://e.kz/a/", "b", "http://e.kz/a/b"),
            ("http://e.kz/a/b", "../c", "http://e.kz/c"),
            ("a/b/", "../../..", "../"),
            ("..", "x", "../x"),
            ("", "x", "x"),
            ("http://e.kz", "x", "http://e.kz/x"),
            ("http://e.kz/a?q", "", "http://e.kz/a?q"),
            ("http://e.kz/a", "http://f.kz/./b", "http://f.kz/b"),
        ]
    )
    func bases(base: String, relative: String, joined: String) {
        #expect(BaseReference.join(base, relative) == joined)
    }

    @Test("An element takes attributes of xml from above as each version of Canonical XML says")
    func inheritance() throws {
        let document = Array(
            "<a xml:id=\"i\" xml:base=\"http://e.kz/\" xml:lang=\"kk\"><b xml:base=\"c/\" xml:lang=\"ru\"><c/></b></a>"
                .utf8
        )
        let forms: [(CanonicalizationMethod.Family, String)] = [
            (.inclusive, "<c xml:base=\"c/\" xml:id=\"i\" xml:lang=\"ru\"></c>"),
            (.inclusive11, "<c xml:base=\"http://e.kz/c/\" xml:lang=\"ru\"></c>"),
            (.exclusive, "<c></c>"),
        ]
        for (family, expected) in forms {
            let ours = try canonicalForm(document, CanonicalizationMethod(family), apex: .element(2))
            #expect(String(decoding: ours, as: UTF8.self) == expected)
        }
    }

    @Test("The prefixes of a list are written as an inclusive method writes them, #default among them")
    func prefixList() throws {
        let document = Array(
            "<a xmlns=\"urn:a\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"><p:b><c xmlns=\"\"/></p:b></a>".utf8
        )
        var method = CanonicalizationMethod(.exclusive)
        let plain = try canonicalForm(document, method, apex: .element(1))
        #expect(String(decoding: plain, as: UTF8.self) == "<p:b xmlns:p=\"urn:p\"><c></c></p:b>")
        method.inclusivePrefixes = ["", "q"]
        let listed = try canonicalForm(document, method, apex: .element(1))
        #expect(
            String(decoding: listed, as: UTF8.self)
                == "<p:b xmlns=\"urn:a\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"><c xmlns=\"\"></c></p:b>"
        )
    }

    @Test("A relative namespace URI has no canonical form")
    func relativeNamespace() {
        let error = #expect(throws: SigningError.self) {
            try canonicalForm(Array("<a xmlns=\"relative\"/>".utf8), .implied)
        }
        #expect(error?.code == .unsupported)
    }

    @Test(
        "What is not well-formed, or reaches outside of itself, has none either",
        arguments: [
            ("<a>", SigningError.Code.malformedInput), ("", .malformedInput), ("<a/><b/>", .malformedInput),
            ("<p:a/>", .malformedInput), ("<a p:b=''/>", .malformedInput), ("<a b='1' b='2'/>", .malformedInput),
            ("<a>&b;</a>", .malformedInput), ("<a b='&c;'/>", .malformedInput), ("<a>\u{0}</a>", .malformedInput),
            ("<!DOCTYPE a><a/>", .documentTypeRefused),
            ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", .documentTypeRefused),
            ("<?xml version='1.0' encoding='UTF-16'?><a/>", .unsupported), ("<?xml version='1.1'?><a/>", .unsupported),
            ("<a>&#0;</a>", .malformedInput), ("<a>&#xD800;</a>", .malformedInput), ("text<a/>", .malformedInput),
            ("<a xmlns:p='urn:1' xmlns:q='urn:1' p:x='' q:x=''/>", .malformedInput),
        ]
    )
    func refused(document: String, code: SigningError.Code) {
        let error = #expect(throws: SigningError.self) { try canonicalForm(Array(document.utf8), .implied) }
        #expect(error?.code == code)
    }

    @Test("Nesting, attributes and text beyond the limits are refused")
    func limits() {
        let deep = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
        let wide = "<a \((0..<200).map { "a\($0)=''" }.joined(separator: " "))/>"
        for document in [deep, wide] {
            let error = #expect(throws: SigningError.self) { try canonicalForm(Array(document.utf8), .implied) }
            #expect(error?.code == .limitExceeded)
        }
    }

    @Test("The form does not depend on how the bytes come in")
    func chunks() throws {
        let text = "<a b=\"&amp;қ\">қазақ&#13;<!-- қ --><b xmlns=\"urn:b\"/></a>"
        let whole = try canonicalForm(Array(text.utf8), CanonicalizationMethod(.inclusive, withComments: true))
        for size in 1...7 {
            let sink = MemorySink()
            let job = CanonicalJob(
                selection: CanonicalSelection(apex: .document),
                form: .canonical(CanonicalizationMethod(.inclusive, withComments: true)),
                sink: sink,
                isCoverage: false
            )
            _ = try CanonicalPass([job], identifiers: [])
                .run(SmallPieces(Array(text.utf8), size: size), limits: Limits())
            #expect(sink.bytes == whole)
        }
    }
}

/// Gives its bytes a few at a time.
final class SmallPieces: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(_ bytes: [UInt8], size: Int) {
        rest = bytes[...]
        self.size = size
    }

    var remaining: Int? { nil }

    func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        let part = rest.prefix(min(size, buffer.count))
        buffer.replaceSubrange(0..<part.count, with: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }
}
