import Support
import Testing

@testable import KandasSign

/// Signature wrapping (McIntosh and Austel 2005; Somorovsky and others 2012): what is signed is moved to where it still
/// verifies, and something else is put where it will be read.
@Suite("Nobody is shown what nobody signed")
struct XMLWrappingTests {
    private let parties: XMLParties
    /// `<m:msg Id="m">…<m:sum>100</m:sum>…</m:msg>` inside an envelope, signed by its identifier.
    private let signature: String
    private let original: String
    private let envelope: (String) -> String

    init() throws {
        parties = try XMLParties()
        let wrap: (String) -> String = { "<r:root xmlns:r=\"urn:r\" xmlns:m=\"urn:m\">\($0)</r:root>" }
        original = "<m:msg Id=\"m\"><m:sum>100</m:sum></m:msg>"
        let signed = try parties.sign(
            Array(wrap(original).utf8),
            XMLSignatureForm(.xades, target: .element("m"))
        )
        signature = try XMLParties.split(signed).signature
        envelope = wrap
        #expect(try parties.verdict(signed).verdict == "passed", "the honest document has nothing unsigned")
    }

    private func forged(_ identifier: String = "Id=\"f\"", _ inside: String = "") -> String {
        "<m:msg \(identifier)><m:sum>1000000</m:sum>\(inside)</m:msg>"
    }

    /// The trick must not pass, and nothing forged may be among what is given out as signed.
    private func expectHarmless(_ document: String, _ codes: Set<String> = []) throws {
        let bytes = Array(document.utf8)
        let answer = try parties.verdict(bytes)
        #expect(answer.verdict != "passed", "\(answer.codes)")
        #expect(codes.isSubset(of: answer.codes), "\(answer.codes)")
        for content in (try? parties.signedContents(bytes)) ?? [] { #expect(!content.contains("1000000")) }
    }

    @Test("XSW1: the forged element holds the signature, which holds the original in an object")
    func xsw1() throws {
        let inner = signature.replacing("</ds:Signature>", with: "<ds:Object>\(original)</ds:Object></ds:Signature>")
        try expectHarmless(envelope(forged("Id=\"f\"", inner)), ["XML_SIGNED_ELEMENT_DOUBLED"])
    }

    @Test("XSW2: the original stands before the signature, inside the forged element")
    func xsw2() throws {
        try expectHarmless(envelope(forged("Id=\"f\"", original + signature)), ["XML_SIGNED_ELEMENT_DOUBLED"])
    }

    @Test("XSW3: the forged element stands before the original as its sibling")
    func xsw3() throws {
        try expectHarmless(envelope(forged() + original + signature), ["XML_SIGNED_ELEMENT_DOUBLED"])
    }

    @Test("XSW4: the forged element is put around the original")
    func xsw4() throws {
        try expectHarmless(envelope(forged("Id=\"f\"", original) + signature), ["XML_SIGNED_ELEMENT_DOUBLED"])
    }

    @Test("XSW5: the forged element has the identifier of the original")
    func xsw5() throws {
        for document in [forged("Id=\"m\"") + original, original + forged("Id=\"m\"")] {
            try expectHarmless(envelope(document + signature), ["XML_ID_DUPLICATE"])
        }
    }

    @Test("XSW6: the original is hidden in the key information of the signature")
    func xsw6() throws {
        let inner = signature.replacing("</ds:KeyInfo>", with: "\(original)</ds:KeyInfo>")
        try expectHarmless(envelope(forged() + inner), ["XML_SIGNED_ELEMENT_DOUBLED"])
    }

    @Test("XSW7: the original is hidden in a wrapper that schemas let pass")
    func xsw7() throws {
        let wrapper = "<r:Extensions>\(original)</r:Extensions>"
        try expectHarmless(envelope(wrapper + forged() + signature), ["XML_SIGNED_ELEMENT_DOUBLED"])
    }

    @Test("XSW8: the original is hidden in an object of the signature, which stands beside the forged element")
    func xsw8() throws {
        let inner = signature.replacing("</ds:Signature>", with: "<ds:Object>\(original)</ds:Object></ds:Signature>")
        try expectHarmless(envelope(forged() + inner), ["XML_SIGNED_ELEMENT_DOUBLED"])
    }

    @Test("A forged element bears the identifier in another attribute", arguments: ["id", "ID", "xml:id", "w:Id"])
    func otherIdentifiers(attribute: String) throws {
        let namespace =
            " xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\""
        let element = forged("\(attribute)=\"m\"\(namespace)")
        try expectHarmless(envelope(element + original + signature), ["XML_ID_DUPLICATE"])
    }

    @Test("An enveloped signature is moved out of what it was made for")
    func moved() throws {
        let signed = try parties.sign(
            Array("<m:msg xmlns:m=\"urn:m\" Id=\"m\"><m:sum>100</m:sum></m:msg>".utf8),
            XMLSignatureForm(.xades, target: .element("m"))
        )
        let (signature, rest) = try XMLParties.split(signed)
        try expectHarmless("<r>\(rest)\(signature)</r>", ["XML_SIGNATURE_MOVED"])
    }

    @Test("A signature over a whole document does not hold for one that it is put into")
    func transplanted() throws {
        let (signature, _) = try XMLParties.split(try parties.sign())
        try expectHarmless("<x><m:sum xmlns:m=\"urn:m\">1000000</m:sum>\(signature)</x>", ["HASH_FAILURE"])
    }

    @Test("A signed document is put whole into a forged one")
    func nested() throws {
        let signed = String(decoding: try parties.sign(), as: UTF8.self)
        try expectHarmless("<x><sum>1000000</sum>\(signed)</x>", ["HASH_FAILURE"])
        let byName = try parties.sign(Array("<a Id=\"m\"/>".utf8), XMLSignatureForm(.xades, target: .element("m")))
        try expectHarmless("<x><sum>1000000</sum>\(String(decoding: byName, as: UTF8.self))</x>", ["XML_PARTLY_SIGNED"])
    }

    @Test("Data is put into an object of a signature, where the signature leaves itself out")
    func smuggledObject() throws {
        let text = String(decoding: try parties.sign(), as: UTF8.self)
            .replacing("</ds:Signature>", with: "<ds:Object><sum>1000000</sum></ds:Object></ds:Signature>")
        try expectHarmless(text, ["XML_PARTLY_SIGNED"])
    }

    @Test(
        "Data of another vocabulary is put where a signature keeps what it does not sign",
        arguments: ["</ds:KeyInfo>", "</ds:X509Data>", "</ds:X509Certificate>", "</xades:QualifyingProperties>"]
    )
    func smuggledIntoMachinery(place: String) throws {
        let signed = String(decoding: try parties.sign(XMLParties.plain, XMLSignatureForm(.xades)), as: UTF8.self)
        let forged = "<m:sum xmlns:m=\"urn:m\">1000000</m:sum>"
        let inside =
            place == "</xades:QualifyingProperties>"
            ? "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>\(forged)"
                + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>" : forged
        let document = signed.replacing(place, with: inside + place)
        #expect(document != signed)
        try expectHarmless(document)
        let covered = try parties.verdict(Array(document.utf8)).codes
        #expect(!covered.isDisjoint(with: ["XML_PARTLY_SIGNED", "XML_SIGNED_ELEMENT_DOUBLED"]), "\(covered)")
    }

    @Test("Signed properties are exchanged for others, and the signed ones kept elsewhere")
    func wrappedProperties() throws {
        let text = String(decoding: try parties.sign(XMLParties.plain, XMLSignatureForm(.xades)), as: UTF8.self)
        let properties = try #require(text.firstMatch(of: /<xades:SignedProperties.*<\/xades:SignedProperties>/)).0
        let identifier = try #require(properties.firstMatch(of: /Id="([^"]*)"/)).1
        let other = properties.replacing(identifier, with: "other")
            .replacing(/Time>[^<]*</, with: "Time>2001-01-01T00:00:00Z<")
        // The properties where they belong are forged; the signed ones stand in an object of their own.
        let moved = text.replacing(properties, with: other)
            .replacing(
                "</ds:Signature>",
                with:
                    "<ds:Object xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">\(properties)</ds:Object></ds:Signature>"
            )
        try expectHarmless(moved, ["XADES_PROPERTIES_NOT_SIGNED"])
        // Both stand where they belong.
        try expectHarmless(text.replacing(properties, with: other + properties), ["XADES_PROPERTIES_MALFORMED"])
        let twice =
            "\(properties)</xades:QualifyingProperties><xades:QualifyingProperties xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">\(other)"
        try expectHarmless(text.replacing(properties, with: twice), ["XADES_PROPERTIES_MALFORMED"])
        // The type says so, the target is none of this signature's.
        try expectHarmless(text.replacing(properties, with: ""))
    }

    @Test("A value is not cut by a comment: what is given out is whole")
    func commentInText() throws {
        let document = Array("<a><user>admin@e.kz<!-- -->.evil.com</user></a>".utf8)
        #expect(try parties.signedContents(try parties.sign(document)) == ["<a><user>admin@e.kz.evil.com</user></a>"])
        // Put in afterwards it changes nothing, since the canonical form has no comments.
        let text = String(
            decoding: try parties.sign(Array("<a><user>admin@e.kz.evil.com</user></a>".utf8)),
            as: UTF8.self
        )
        let split = Array(text.replacing("e.kz.evil", with: "e.kz<!---->.evil").utf8)
        #expect(try parties.verdict(split).verdict == "passed")
        #expect(try parties.signedContents(split) == ["<a><user>admin@e.kz.evil.com</user></a>"])
    }

    @Test("A prefix is bound anew, so that a name means something else")
    func rebinding() throws {
        let text = String(decoding: try parties.sign(), as: UTF8.self)
        for changed in [
            text.replacing("<p:b ", with: "<p:b xmlns:p=\"urn:other\" "),
            text.replacing("xmlns:p=\"urn:p\"", with: "xmlns:p=\"urn:other\""),
            text.replacing("xmlns=\"urn:d\"", with: "xmlns=\"urn:other\""),
            text.replacing("<a Id", with: "<a xmlns=\"\" Id"),
        ] {
            #expect(changed != text)
            try expectHarmless(changed, ["HASH_FAILURE"])
        }
    }

    @Test("The body of a SOAP message that is read is not the one that was signed")
    func soapBody() throws {
        let message =
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><sum>100</sum></s:Body></s:Envelope>"
        let signed = String(decoding: try parties.signBody(Array(message.utf8)), as: UTF8.self)
        #expect(try parties.verdict(Array(signed.utf8)).verdict == "passed")
        let body = String(try #require(signed.firstMatch(of: /<s:Body.*<\/s:Body>/)).0)
        let evil = "<s:Body><sum>1000000</sum></s:Body>"
        for (document, code) in [
            // The signed body is kept in a header that nobody needs to understand.
            (
                signed.replacing(body, with: evil).replacing("</s:Header>", with: "<w>\(body)</w></s:Header>"),
                "XML_BODY_NOT_SIGNED"
            ),
            (signed.replacing(body, with: evil + body), "XML_BODY_NOT_SIGNED"),
            (signed.replacing(body, with: body + evil), "XML_BODY_NOT_SIGNED"),
            (signed.replacing(body, with: evil), "XML_BODY_NOT_SIGNED"),
            (signed.replacing(body, with: "<s:Body><w>\(body)</w><sum>1000000</sum></s:Body>"), "XML_BODY_NOT_SIGNED"),
            (signed.replacing(">100<", with: ">1000000<"), "HASH_FAILURE"),
            (signed.replacing("http://schemas.xmlsoap.org/soap/envelope/", with: "urn:other"), "HASH_FAILURE"),
        ] {
            #expect(document != signed)
            try expectHarmless(document, [code])
        }
    }
}
