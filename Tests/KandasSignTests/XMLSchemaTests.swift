import Testing

@testable import KandasSign

@Suite("An XML document is validated against a schema while it is read")
struct XMLSchemaTests {
    private static let text = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" xmlns="urn:t"
            elementFormDefault="qualified">
          <xs:element name="list">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="item" maxOccurs="unbounded">
                  <xs:complexType>
                    <xs:sequence>
                      <xs:element name="day" type="xs:date"/>
                      <xs:element name="code" minOccurs="0">
                        <xs:simpleType>
                          <xs:restriction base="xs:string"><xs:pattern value="[0-9]{12}"/></xs:restriction>
                        </xs:simpleType>
                      </xs:element>
                    </xs:sequence>
                    <xs:attribute name="id" type="xs:string" use="required"/>
                  </xs:complexType>
                </xs:element>
              </xs:sequence>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """
    private static let schema = try? XMLSchema(Array(text.utf8))

    private func findings(_ body: String) throws -> [XMLSchemaFinding] {
        let schema = try #require(XMLSchemaTests.schema)
        let document = "<list xmlns='urn:t'>\n\(body)\n</list>"
        let reader = try XMLStreamReader(bytes: Array(document.utf8), schema: schema)
        while try reader.next() != nil {}
        return reader.schemaFindings
    }

    @Test("A document that fits has no findings")
    func fits() throws {
        #expect(try findings("<item id='1'><day>2026-05-13</day><code>900517100016</code></item>").isEmpty)
    }

    @Test(
        "What does not fit is found with its line, its element and its kind",
        arguments: [
            ("<item id='1'><day>2026-02-30</day></item>", "day", nil, .invalidValue),
            ("<item id='1'><day>2026-02-03</day><code>12</code></item>", "code", nil, .invalidValue),
            ("<item><day>2026-02-03</day></item>", "item", "id", .missingAttribute),
            ("<item id='1' x='2'><day>2026-02-03</day></item>", "item", "x", .unexpectedAttribute),
            ("<item id='1'/>", "item", nil, .missingElement),
            ("<item id='1'><other/></item>", "other", nil, .unexpectedElement),
            ("<item id='1'>text<day>2026-02-03</day></item>", "item", nil, .unexpectedText),
        ] as [(String, String, String?, XMLSchemaFinding.Kind)]
    )
    func violations(body: String, element: String, attribute: String?, kind: XMLSchemaFinding.Kind) throws {
        let first = try #require(try findings(body).first)
        #expect(first.line == 2)
        #expect(first.element == element)
        #expect(first.kind == kind, "\(first)")
        if let attribute, kind == .unexpectedAttribute { #expect(first.attribute == attribute) }
    }

    @Test("A finding quotes no value of the document")
    func noValues() throws {
        for finding in try findings("<item id='1'><day>900517100016': x</day><code>secret': Element 'y</code></item>") {
            #expect(!finding.description.contains("900517"))
            #expect(!finding.description.contains("secret"))
        }
    }

    @Test("Another root element, and one in another namespace, do not fit", arguments: ["<other/>", "<list/>"])
    func root(text: String) throws {
        let schema = try #require(XMLSchemaTests.schema)
        let reader = try XMLStreamReader(bytes: Array(text.utf8), schema: schema)
        while try reader.next() != nil {}
        #expect(!reader.schemaFindings.isEmpty)
    }

    @Test("Reading stops after twenty findings")
    func stops() throws {
        let body = String(repeating: "<item id='1'><day>never</day></item>", count: 1_000)
        let error = #expect(throws: SigningError.self) { try findings(body) }
        #expect(error?.code == .malformedInput)
    }

    @Test("A schema that refers to another one is refused, and so is what is none")
    func hostileSchemas() {
        let texts = [
            "<a/>", "", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element type='none'/></xs:schema>",
            """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="/etc/passwd"/></xs:schema>
            """,
        ]
        for text in texts {
            let error = #expect(throws: SigningError.self) { try XMLSchema(Array(text.utf8)) }
            #expect(error?.code == .malformedInput)
        }
    }

    @Test("A document cannot bring a schema of its own")
    func schemaLocation() throws {
        let schema = try #require(XMLSchemaTests.schema)
        let document = """
            <list xmlns="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
              xsi:schemaLocation="urn:t file:///nonexistent.xsd"><item id="1"><day>x</day></item></list>
            """
        let reader = try XMLStreamReader(bytes: Array(document.utf8), schema: schema)
        while try reader.next() != nil {}
        #expect(reader.schemaFindings.first?.element == "day")
    }

    @Test("One schema serves many readers at once")
    func concurrency() async throws {
        let schema = try #require(XMLSchemaTests.schema)
        let good = "<item id='1'><day>2026-05-13</day><code>900517100016</code></item>"
        try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<16 {
                group.addTask {
                    let bad = task % 2 == 0 ? "" : "<item id='1'><day>x</day></item>"
                    let body = String(repeating: good, count: 200) + bad
                    let reader = try XMLStreamReader(
                        bytes: Array("<list xmlns='urn:t'>\(body)</list>".utf8),
                        schema: schema
                    )
                    while try reader.next() != nil {}
                    return reader.schemaFindings.isEmpty == (task % 2 == 0) ? 1 : 0
                }
            }
            var right = 0
            for try await answer in group { right += answer }
            #expect(right == 16)
        }
    }
}
