import Support
import Testing

@testable import KandasSign

@Suite("XML signatures that xmlsec1 makes", .enabled(if: Tool.exists("xmlsec1"), "xmlsec1 is not installed"))
struct XMLSecTests {
    private let parties: XMLParties

    init() throws { parties = try XMLParties() }

    private static let more = "http://www.w3.org/2001/04/xmldsig-more#"
    private static let methods: [(key: CMSParties.Name, uris: [String])] = [
        (.rsa, ["rsa-sha224", "rsa-sha256", "rsa-sha384", "rsa-sha512"]),
        (.p256, ["ecdsa-sha224", "ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512"]),
        (.p384, ["ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512"]),
        (.p521, ["ecdsa-sha384", "ecdsa-sha512"]),
    ]
    private static let digests = [
        "http://www.w3.org/2001/04/xmldsig-more#sha224", "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512",
    ]
    private static let canonicalizations: [String] = [
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
    ]
    .flatMap { [$0, $0.hasSuffix("#") ? "\($0)WithComments" : "\($0)#WithComments"] }
    private static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

    private static func template(
        _ method: String,
        _ digest: String,
        _ canonicalization: String,
        uri: String,
        transforms: [String],
        object: String = ""
    ) -> String {
        let list = transforms.map { "<ds:Transform Algorithm=\"\($0)\"/>" }.joined()
        return """
            <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
              <ds:SignedInfo><ds:CanonicalizationMethod Algorithm="\(canonicalization)"/>
                <ds:SignatureMethod Algorithm="\(method)"/>
                <ds:Reference URI="\(uri)"><ds:Transforms>\(list)</ds:Transforms>
                  <ds:DigestMethod Algorithm="\(digest)"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>
              <ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo>\(object)</ds:Signature>
            """
    }

    private func sign(_ document: String, _ key: CMSParties.Name, _ folder: TemporaryFolder) throws -> [UInt8] {
        try folder.write(Array(document.utf8), as: "template.xml")
        let outcome = try Tool.run(
            "xmlsec1",
            [
                "--sign", "--privkey-pem", "\(folder("\(key.rawValue).key")),\(folder("\(key.rawValue).pem"))",
                "--id-attr:Id", "urn:d:a", "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Object",
                "--id-attr:Id", "http://schemas.xmlsoap.org/soap/envelope/:Body", "--output", folder("signed.xml"),
                folder("template.xml"),
            ]
        )
        #expect(outcome.status == 0, "\(outcome)")
        return try InputFile(path: folder("signed.xml")).contents(limit: 1_000_000)
    }

    private func expectValid(_ document: [UInt8], _ what: String) throws {
        let facts = try parties.facts(document)
        #expect(facts.signatures.count == 1, "\(what)")
        for signature in facts.signatures {
            #expect(
                signature.contentMatches == true && signature.signatureIsValid == true,
                "\(what) \(signature.findings)"
            )
            #expect(signature.findings.isEmpty, "\(what) \(signature.findings)")
        }
    }

    private static func root(_ signature: String) -> String {
        "<r xmlns=\"urn:d\"><a Id=\"part\">Қазақ &amp; <!-- c --> &lt;</a><b xml:lang='kk' x=\"1\"/>\(signature)</r>"
    }

    @Test("We take them, for every algorithm that it knows", arguments: methods.indices)
    func algorithms(index: Int) throws {
        let (key, names) = XMLSecTests.methods[index]
        let folder = try parties.cms.folder([key])
        for name in names {
            for digest in XMLSecTests.digests {
                let template = XMLSecTests.template(
                    XMLSecTests.more + name,
                    digest,
                    XMLSecTests.canonicalizations[0],
                    uri: "",
                    transforms: [XMLSecTests.enveloped]
                )
                try expectValid(try sign(XMLSecTests.root(template), key, folder), "\(name) \(digest)")
            }
        }
    }

    @Test("We take them, for every canonicalisation, over the document, a part of it and an object")
    func canonicalizations() throws {
        let folder = try parties.cms.folder([.p256])
        for method in XMLSecTests.canonicalizations {
            for (uri, transforms, object) in [
                ("", [XMLSecTests.enveloped, method], ""), ("#part", [method], ""),
                ("#inside", [method], "<ds:Object Id=\"inside\"><x xmlns=\"urn:x\">1</x></ds:Object>"),
            ] {
                let template = XMLSecTests.template(
                    XMLSecTests.more + "ecdsa-sha256",
                    XMLSecTests.digests[1],
                    method,
                    uri: uri,
                    transforms: transforms,
                    object: object
                )
                try expectValid(try sign(XMLSecTests.root(template), .p256, folder), "\(uri) \(method)")
            }
        }
    }

    // MARK: WS-Security

    private static let utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    private static let message =
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><sum>100</sum></s:Body></s:Envelope>"

    @Test("It takes the message that we sign for the state gateway", arguments: [CMSParties.Name.rsa, .p256])
    func gateway(name: CMSParties.Name) throws {
        let folder = try parties.cms.folder([name])
        let signed = try parties.signBody(Array(XMLSecTests.message.utf8), by: name)
        func verify(_ document: String) throws -> Tool.Outcome {
            try folder.write(Array(document.utf8), as: "message.xml")
            // The certificate is in a token of WS-Security, which xmlsec1 does not read.
            return try Tool.run(
                "xmlsec1",
                [
                    "--verify", "--pubkey-cert-pem", folder("\(name.rawValue).pem"), "--id-attr:Id",
                    "http://schemas.xmlsoap.org/soap/envelope/:Body", folder("message.xml"),
                ]
            )
        }
        let text = String(decoding: signed, as: UTF8.self)
        let outcome = try verify(text)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try verify(text.replacing(">100<", with: ">101<")).status != 0)
    }

    @Test("We take the message that it signs, and only while the signed body is the one that is read")
    func gatewayOfOthers() throws {
        let folder = try parties.cms.folder([.rsa])
        let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
        let certificate = try parties.cms.signer(.rsa).certificate.der
        let security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
        let base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
        let token = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
        let signature =
            XMLSecTests.template(
                XMLSecTests.more + "rsa-sha256",
                XMLSecTests.digests[1],
                exclusive,
                uri: "#body",
                transforms: [exclusive]
            )
            .replacing(
                "<ds:X509Data/>",
                with:
                    "<w:SecurityTokenReference><w:Reference URI=\"#token\" ValueType=\"\(token)\"/></w:SecurityTokenReference>"
            )
        let envelope = """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:w="\(security)" xmlns:u="\(XMLSecTests.utility)">\
            <s:Header><w:Security s:mustUnderstand="1"><w:BinarySecurityToken u:Id="token" EncodingType="\(base64)" \
            ValueType="\(token)">\(XMLBase64.encode(certificate))</w:BinarySecurityToken>\(signature)</w:Security></s:Header>\
            <s:Body u:Id="body"><sum>100</sum></s:Body></s:Envelope>
            """
        let signed = String(decoding: try sign(envelope, .rsa, folder), as: UTF8.self)
        let whole = try parties.verdict(Array(signed.utf8))
        #expect(whole.verdict == "passed", "\(whole)")
        let changed = try parties.verdict(Array(signed.replacing(">100<", with: ">101<").utf8))
        #expect(changed.verdict == "failed" && changed.codes.contains("HASH_FAILURE"))
        let body = "<s:Body u:Id=\"body\"><sum>100</sum></s:Body>"
        let evil = "<s:Body><sum>1000000</sum></s:Body>"
        let wrapped = signed.replacing(body, with: evil)
            .replacing("</s:Header>", with: "<x>\(body)</x></s:Header>")
        #expect(try parties.verdict(Array(wrapped.utf8)).codes.contains("XML_BODY_NOT_SIGNED"))
    }
}
