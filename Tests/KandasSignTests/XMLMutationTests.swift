import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("XML signatures that are damaged or hostile")
struct XMLMutationTests {
    private let parties: XMLParties

    init() throws { parties = try XMLParties() }

    private func holds(_ document: [UInt8]) -> Bool {
        guard let facts = try? XMLSignatureReader().read(MemoryBytes(document)) else { return false }
        return facts.unsignedPartCount == 0
            && facts.allSignatures.allSatisfy { $0.contentMatches == true && $0.signatureIsValid == true }
    }

    @Test(
        "The real signatures of the national library hold, and no bit of what they cover can be flipped",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"),
        arguments: ["ncalayer_rs_simple.xml", "ncanode_rsa.xml"]
    )
    func bits(name: String) throws {
        let document = try Fixtures.bytes("kz/xml/\(name)")
        #expect(holds(document))
        let text = String(decoding: document, as: UTF8.self)
        let keyInfo = try #require(text.firstRange(of: "<ds:KeyInfo>"))
        let signed = text[..<keyInfo.lowerBound].utf8.count
        let first =
            text.hasPrefix("<?xml") ? text.firstRange(of: "?>").map { text[..<$0.upperBound].utf8.count } ?? 0 : 0
        // Every byte of the document and of SignedInfo; the value's own length is told by base64 alone.
        for index in first..<signed {
            for bit in TestScope.isFull ? Array(0..<8) : [index % 8] {
                var flipped = document
                flipped[index] ^= 1 << bit
                guard holds(flipped) else { continue }
                // White space inside base64, between elements outside of what is signed, or inside a tag means nothing.
                #expect(XMLMutationTests.isFormatting(document, flipped, at: index), "byte \(index), bit \(bit)")
            }
        }
    }

    /// Whether a changed byte leaves the canonical form and the values as they were.
    private static func isFormatting(_ before: [UInt8], _ after: [UInt8], at index: Int) -> Bool {
        let form = CanonicalizationMethod(.inclusive, withComments: true)
        guard let left = try? canonicalForm(before, form), let right = try? canonicalForm(after, form) else {
            return false
        }
        if left == right { return true }
        return TextArmor.isSpace(before[index]) && TextArmor.isSpace(after[index])
    }

    @Test("A document cut anywhere is refused")
    func truncation() throws {
        let document = try parties.sign(XMLParties.plain, XMLSignatureForm(.xades))
        for length in stride(from: 0, to: document.count, by: TestScope.isFull ? 1 : 3) {
            #expect(throws: SigningError.self) { try parties.facts(Array(document.prefix(length))) }
        }
        #expect(OpenSSLErrorQueue.drain().isEmpty)
    }

    @Test("No flipped bit makes a document pass that says something else")
    func flips() throws {
        let document = try parties.sign(Array("<a><b>1</b></a>".utf8), XMLSignatureForm(.xades))
        let contents = try parties.signedContents(document)
        let validator = try XMLValidator(trust: try parties.cms.pki.trust())
        for index in stride(from: 0, to: document.count, by: TestScope.isFull ? 1 : 7) {
            var flipped = document
            flipped[index] ^= 1 << UInt8(index % 7)
            guard let facts = try? parties.facts(flipped),
                try validator.validate(facts, at: parties.cms.pki.time).verdict.isPassed
            else { continue }
            #expect(try parties.signedContents(flipped) == contents, "byte \(index)")
        }
    }

    /// What is put in place of a part of a signature, and the code that must come of it.
    private static let replacements: [(String, String, String)] = [
        (
            "<ds:SignatureValue ", "<ds:SignatureValue Id=\"x\">AAAA</ds:SignatureValue><ds:SignatureValue ",
            "XML_SIGNATURE_MALFORMED"
        ),
        ("<ds:SignedInfo>", "<ds:SignedInfo></ds:SignedInfo><ds:SignedInfo>", "XML_SIGNATURE_MALFORMED"),
        ("<ds:DigestValue>", "<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>", "XML_SIGNATURE_MALFORMED"),
        ("<ds:DigestValue>", "<ds:DigestValue>!", "XML_SIGNATURE_MALFORMED"),
        ("<ds:KeyInfo>", "<ds:KeyInfo/><ds:KeyInfo>", "XML_SIGNATURE_MALFORMED"),
        ("<ds:Transforms>", "<ds:Transforms><x/>", "XML_SIGNATURE_MALFORMED"),
        ("xmldsig-more#ecdsa-sha256", "xmldsig-more#hmac-sha256", "XML_HMAC_REFUSED"),
        ("2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#hmac-sha1", "XML_HMAC_REFUSED"),
        ("2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#dsa-sha1", "ALGORITHM_REFUSED"),
        ("xmldsig-more#ecdsa-sha256", "xmldsig-more#rsa-md5", "ALGORITHM_REFUSED"),
        ("xmldsig-more#ecdsa-sha256", "xmldsig-more#rsa-ripemd160", "ALGORITHM_REFUSED"),
        ("xmldsig-more#ecdsa-sha256", "xmldsig-more#rsa-sha256", "SIG_CRYPTO_FAILURE"),
        ("xmldsig-more#ecdsa-sha256", "xmldsig-more#unheard-of", "ALGORITHM_UNKNOWN"),
        ("xmlenc#sha256", "xmlenc#ripemd160", "ALGORITHM_REFUSED"),
        ("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#md5", "ALGORITHM_REFUSED"),
        (
            "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116",
            "XML_XSLT_REFUSED"
        ),
        (
            "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116",
            "XML_XPATH_REFUSED"
        ),
        (
            "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2002/06/xmldsig-filter2",
            "XML_XPATH_REFUSED"
        ),
        ("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "urn:unheard-of", "XML_TRANSFORM_UNKNOWN"),
        (
            "CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#",
            "CanonicalizationMethod Algorithm=\"urn:x", "XML_CANONICALIZATION_UNKNOWN"
        ),
        ("URI=\"\"", "URI=\"file:///etc/passwd\"", "XML_TRANSFORM_UNKNOWN"),
        ("URI=\"\"", "URI=\"#absent\"", "XML_REFERENCE_NOT_FOUND"),
        ("URI=\"\"", "URI=\"#xpointer(//a)\"", "XML_REFERENCE_UNSUPPORTED"),
        ("URI=\"\"", "", "XML_REFERENCE_UNSUPPORTED"),
        (
            "<xades:SigningTime>", "<xades:SigningTime>2001-01-01T00:00:00Z</xades:SigningTime><xades:SigningTime>",
            "XADES_PROPERTIES_MALFORMED"
        ),
        (
            "<ds:X509Certificate>", "<ds:X509Certificate>AAAA</ds:X509Certificate><ds:X509Certificate>",
            "CERTIFICATE_UNREADABLE"
        ),
        (
            "<ds:X509Data>",
            "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue><ds:X509Data>",
            "XML_KEY_VALUE_DIFFERS"
        ),
    ]

    @Test("What is wrong in a signature is told by its code", arguments: replacements)
    func hostile(part: String, other: String, code: String) throws {
        let text = String(decoding: try parties.sign(XMLParties.plain, XMLSignatureForm(.xades)), as: UTF8.self)
        let range = try #require(text.firstRange(of: part))
        let changed = Array(text.replacingCharacters(in: range, with: other).utf8)
        let answer = try parties.verdict(changed)
        #expect(answer.verdict != "passed")
        #expect(answer.codes.contains(code), "\(answer.codes)")
    }

    @Test("Documents that blow up, reach out or speak in another encoding are refused in little time")
    func bombs() throws {
        let signed = String(decoding: try parties.sign(), as: UTF8.self)
        let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\">\((0..<20).map { "<!ENTITY a\($0) \"&a;&a;\">" }.joined())]>"
        let documents: [(String, SigningError.Code)] = [
            (laughs + signed, .documentTypeRefused),
            ("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">" + signed, .documentTypeRefused),
            ("<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\">%p;]>" + signed, .documentTypeRefused),
            ("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + signed, .unsupported),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + signed, .unsupported),
            (
                String(repeating: "<a>", count: 10_000) + signed + String(repeating: "</a>", count: 10_000),
                .limitExceeded
            ),
            (
                "<a>"
                    + String(
                        repeating: signed.replacing("<doc", with: "<d:doc xmlns:d=\"urn:u\"")
                            .replacing("</doc", with: "</d:doc"),
                        count: 101
                    ) + "</a>", .limitExceeded
            ),
            (signed + signed, .malformedInput),
            ("<a/>", .noXMLSignature),
        ]
        let clock = ContinuousClock()
        let time = clock.measure {
            for (document, code) in documents {
                let error = #expect(throws: SigningError.self) { try parties.facts(Array(document.utf8)) }
                #expect(error?.code == code)
            }
        }
        #expect(time < .seconds(10))
    }

    @Test("Many references cost no more than their number")
    func manyReferences() throws {
        let text = String(decoding: try parties.sign(), as: UTF8.self)
        let reference = try #require(text.firstMatch(of: /<ds:Reference.*<\/ds:Reference>/)).0
        let many = text.replacing(reference, with: String(repeating: String(reference), count: 1_001))
        let error = #expect(throws: SigningError.self) { try parties.facts(Array(many.utf8)) }
        #expect(error?.code == .limitExceeded)
        var limits = Limits()
        limits.xmlDigestedBytes = 100
        let budget = #expect(throws: SigningError.self) {
            try XMLSignatureReader(limits: limits).read(MemoryBytes(Array(text.utf8)))
        }
        #expect(budget?.code == .limitExceeded)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        var changed = self
        changed.replaceSubrange(range, with: other)
        return changed
    }
}
