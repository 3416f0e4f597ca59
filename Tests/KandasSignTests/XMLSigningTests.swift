import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("XML signatures that we make")
struct XMLSigningTests {
    private let parties: XMLParties

    init() throws { parties = try XMLParties() }

    static let documents: [String] = [
        String(decoding: XMLParties.plain, as: UTF8.self),
        "<a/>",
        "<a b=\"x>/y\"  />",
        "<p:a xmlns:p=\"urn:p\"></p:a >",
        "\u{feff}<?xml version=\"1.0\"?>\r\n<a>\r\n<b/>\r\n</a>\r\n",
        "<?style x?><!-- </a> --><a xml:lang=\"kk\"><![CDATA[</a>]]></a><!-- </a> --><?pi </a>?>",
    ]

    @Test("They hold, at their level, over the whole document", arguments: CMSParties.Name.allCases)
    func levels(name: CMSParties.Name) throws {
        for profile in XMLSignatureForm.Profile.allCases {
            for document in XMLSigningTests.documents {
                let signed = try parties.sign(Array(document.utf8), by: name, XMLSignatureForm(profile))
                let report = try parties.report(signed)
                #expect(report.verdict.isPassed, "\(profile) \(report.allReasons)")
                #expect(report.signatures.first?.level == (profile == .xades ? .b : .basic))
                #expect(report.signatures.first?.signedParts.count == 1)
            }
        }
    }

    @Test("National keys sign under the names of the national library", arguments: NationalAlgorithm.allCases)
    func national(family: NationalAlgorithm) throws {
        let pki = parties.cms.pki
        let identity = try pki.issuing.issue(
            .signing(
                .person(surname: "ТЕСТ", name: "ТЕСТ", iin: TestPKI.Person.applicantNumber),
                validity: pki.currentYear
            ),
            for: .generate(.national(family))
        )
        let sink = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(XMLParties.plain),
                signer: identity.signer(chain: [pki.issuing.certificate], algorithm: nil),
                options: parties.cms.options,
                form: XMLSignatureForm(.xades),
                to: sink
            )
        let facts = try parties.facts(sink.bytes)
        #expect(facts.signatures.first?.algorithm == .national(family))
        #expect(facts.signatures.first?.signatureIsValid == true)
        #expect(facts.signatures.first?.contentMatches == true)
    }

    /// `--id-attr`, since XAdES and WS-Security do not tell xmlsec1 their identifiers.
    private func xmlsec(_ document: [UInt8], _ arguments: [String] = []) throws -> Tool.Outcome {
        let folder = try parties.cms.folder()
        try folder.write(document, as: "signed.xml")
        return try Tool.run(
            "xmlsec1",
            [
                "--verify", "--insecure", "--trusted-pem", folder("root.pem"), "--untrusted-pem",
                folder("issuing.pem"), "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                "--id-attr:Id", "urn:d:a",
            ] + arguments + [folder("signed.xml")]
        )
    }

    @Test(
        "xmlsec1 takes them, for every algorithm that it knows",
        .enabled(if: Tool.exists("xmlsec1"), "xmlsec1 is not installed"),
        arguments: CMSParties.Name.ofOpenSSL
    )
    func xmlsec1(name: CMSParties.Name) throws {
        // RSASSA-PSS came with xmlsec 1.3.
        guard name != .pss else { return }
        for profile in XMLSignatureForm.Profile.allCases {
            for document in XMLSigningTests.documents {
                let signed = try parties.sign(Array(document.utf8), by: name, XMLSignatureForm(profile))
                let outcome = try xmlsec(signed)
                #expect(outcome.status == 0, "\(profile) \(document)\n\(outcome)")
            }
            let part = try parties.sign(by: name, XMLSignatureForm(profile, target: .element("part")))
            #expect(try xmlsec(part).status == 0)
        }
    }

    @Test(
        "signxml takes them, for every algorithm that it knows",
        .enabled(if: Python.has("signxml"), "\(Python.absenceNote)"),
        arguments: CMSParties.Name.allCases.filter { $0 != .ed25519 }
    )
    func signxml(name: CMSParties.Name) throws {
        let folder = try parties.cms.folder()
        for profile in XMLSignatureForm.Profile.allCases {
            let signed = try parties.sign(by: name, XMLSignatureForm(profile))
            try folder.write(signed, as: "signed.xml")
            _ = try Python.run(
                "verify_xml.py",
                [
                    folder("signed.xml"), folder("root.pem"), folder("issuing.pem"),
                    profile == .xades ? "2" : "1", parties.cms.pki.time.description,
                ]
            )
        }
    }

    @Test(
        "We take what signxml signs, for every algorithm and canonicalisation that it knows",
        .enabled(if: Python.has("signxml"), "\(Python.absenceNote)"),
        arguments: CMSParties.Name.allCases.filter { $0 != .ed25519 }
    )
    func ofSignxml(name: CMSParties.Name) throws {
        let folder = try parties.cms.folder([name])
        try folder.write(XMLParties.plain, as: "plain.xml")
        let output = try Python.run(
            "sign_xml.py",
            [folder("plain.xml"), folder("\(name.rawValue).key"), folder("\(name.rawValue).pem"), name.rawValue]
        )
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 9)
        for line in lines {
            let fields = line.split(separator: " ")
            let document = try #require(XMLBase64.decode(String(fields[1])))
            let facts = try parties.facts(document)
            for signature in facts.signatures {
                #expect(signature.contentMatches == true && signature.signatureIsValid == true, "\(fields[0])")
                #expect(signature.findings.isEmpty, "\(fields[0]) \(signature.findings)")
            }
        }
    }

    @Test(
        "Ed25519, which no peer knows in XML, holds step by step: lxml canonicalises, and cryptography verifies",
        .enabled(if: Python.has("lxml", "cryptography"), "\(Python.absenceNote)")
    )
    func ed25519() throws {
        let folder = try parties.cms.folder()
        for profile in XMLSignatureForm.Profile.allCases {
            for document in XMLSigningTests.documents {
                try folder.write(
                    try parties.sign(Array(document.utf8), by: .ed25519, XMLSignatureForm(profile)),
                    as: "signed.xml"
                )
                _ = try Python.run("verify_ed25519_xml.py", [folder("signed.xml")])
            }
        }
    }

    @Test("The national form is compact: a portal that drops white space between elements leaves it as it is")
    func compact() throws {
        let (signature, _) = try XMLParties.split(try parties.sign())
        #expect(!signature.contains("\n") && !signature.contains("> <") && !signature.contains("\r"))
        #expect(signature.contains("REC-xml-c14n-20010315#WithComments"))
        #expect(signature.contains("URI=\"\""))
    }

    @Test("A part that is signed by its identifier is what is given out, and the rest is told to be unsigned")
    func byIdentifier() throws {
        for profile in XMLSignatureForm.Profile.allCases {
            let signed = try parties.sign(XMLParties.plain, XMLSignatureForm(profile, target: .element("part")))
            let (verdict, codes) = try parties.verdict(signed)
            #expect(verdict == "indeterminate" && codes.contains("XML_PARTLY_SIGNED"))
            let contents = try parties.signedContents(signed)
            #expect(contents.count == 1)
            #expect(contents.first?.contains("Қазақ &amp; &lt;") == true)
            #expect(contents.first?.contains("p:b") == false)
        }
        let error = #expect(throws: SigningError.self) {
            try parties.sign(XMLParties.plain, XMLSignatureForm(.national, target: .element("absent")))
        }
        #expect(error?.code == .noSuchElement)
        let doubled = Array("<a><b Id=\"x\"/><c id=\"x\"/></a>".utf8)
        let ambiguous = #expect(throws: SigningError.self) {
            try parties.sign(doubled, XMLSignatureForm(.national, target: .element("x")))
        }
        #expect(ambiguous?.code == .elementAmbiguous)
    }

    @Test("The root element may be signed by its identifier as well")
    func byRootIdentifier() throws {
        let document = Array("<a Id=\"root\"><b/></a>".utf8)
        let signed = try parties.sign(document, XMLSignatureForm(.xades, target: .element("root")))
        #expect(try parties.report(signed).verdict.isPassed)
    }

    @Test("Bytes outside are signed under their name, and nothing is read that was not handed in")
    func detached() throws {
        let content = Array("not XML at all \u{0}".utf8)
        let sink = MemorySink()
        try XMLSignatureWriter()
            .signDetached(
                MemoryBytes(content).source(),
                named: "құжат 1.bin",
                signer: parties.cms.signer(.rsa),
                options: parties.cms.options,
                form: XMLSignatureForm(.xades, mediaType: "application/octet-stream"),
                to: sink
            )
        #expect(try parties.report(sink.bytes, content: .one(MemoryBytes(content))).verdict.isPassed)
        let missing = try parties.report(sink.bytes)
        #expect(missing.verdict == .indeterminate)
        #expect(missing.allReasons.contains { $0.code == "XML_REFERENCE_EXTERNAL" })
        let other = try parties.report(sink.bytes, content: .one(MemoryBytes(content + [0])))
        #expect(other.verdict == .failed)
        #expect(other.allReasons.contains { $0.code == "HASH_FAILURE" })
    }

    @Test("Each further signer signs the document with the earlier signatures, and all of them hold")
    func several() throws {
        for profile in XMLSignatureForm.Profile.allCases {
            var document = try parties.sign(XMLParties.plain, by: .rsa, XMLSignatureForm(profile))
            let first = document
            for name in [CMSParties.Name.p256, .ed25519] { document = try parties.cosign(document, by: name) }
            let report = try parties.report(document)
            #expect(report.verdict.isPassed, "\(report.allReasons)")
            #expect(report.signatures.count == 3)
            #expect(report.allReasons.count { $0.code == "XML_SIGNED_BEFORE_OTHERS" } == 2)
            // What the second signer saw is the document with the first signature.
            let (signature, _) = try XMLParties.split(first)
            let contents = try parties.signedContents(document)
            #expect(contents[0].contains("ds:SignatureValue") == false)
            let value = try #require(signature.firstMatch(of: /<ds:SignatureValue[^>]*>([^<]*)</)?.1)
            #expect(contents[1].contains(value))
        }
    }

    @Test("Nothing is signed beside a signature that does not hold")
    func besideBroken() throws {
        let text = String(decoding: try parties.sign(), as: UTF8.self).replacing("Қазақ", with: "Козок")
        let error = #expect(throws: SigningError.self) { try parties.cosign(Array(text.utf8), by: .rsa) }
        #expect(error?.code == .earlierSignatureBroken)
    }

    @Test("A second signature that is broken makes the report fail, where xmlsec1 looks at the first only")
    func secondBroken() throws {
        let signed = try parties.cosign(try parties.sign(), by: .rsa)
        let text = String(decoding: signed, as: UTF8.self)
        let last = try #require(text.ranges(of: "<ds:SignatureValue>").last)
        var broken = text
        broken.replaceSubrange(last.upperBound..<text.index(last.upperBound, offsetBy: 4), with: "AAAA")
        let (verdict, codes) = try parties.verdict(Array(broken.utf8))
        #expect(verdict == "failed" && codes.contains("SIG_CRYPTO_FAILURE"))
    }
}
