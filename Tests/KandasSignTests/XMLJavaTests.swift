import Support
import Testing

@testable import KandasSign

private enum JavaVersion {
    /// Whether the machine's Java knows RSASSA-PSS in XML, which came with 17.
    static let isEnough: Bool = {
        guard let text = try? Tool.run("java", ["-version"]).errorText,
            let found = text.firstMatch(of: /version "(\d+)/), let version = Int(found.1)
        else { return false }
        return version >= 17
    }()
}

/// The classes of the Java platform are what Kalkan and the state gateway build on.
@Suite("XML signatures and Java's", .enabled(if: JavaVersion.isEnough, "no Java 17 or later is installed"))
struct XMLJavaTests {
    private let parties: XMLParties

    init() throws { parties = try XMLParties() }

    private static let source = "\(Fixtures.packageRoot)/Tests/Peers/XMLSignatures.java"

    private func java(_ arguments: [String]) throws -> [Substring] {
        let outcome = try Tool.run("java", ["-XX:TieredStopAtLevel=1", XMLJavaTests.source] + arguments)
        guard outcome.status == 0 else { throw SupportFailure("java: \(outcome)") }
        return outcome.text.split(separator: "\n")
    }

    @Test("It takes what we sign, for every algorithm that it knows, and nothing that was changed")
    func ours() throws {
        let folder = try parties.cms.folder()
        var files: [(path: String, isGenuine: Bool)] = []
        func add(_ document: [UInt8], isGenuine: Bool = true) throws {
            let name = "\(files.count).xml"
            try folder.write(document, as: name)
            files.append((folder(name), isGenuine))
        }
        for name in CMSParties.Name.ofOpenSSL {
            for profile in XMLSignatureForm.Profile.allCases {
                for document in XMLSigningTests.documents {
                    try add(try parties.sign(Array(document.utf8), by: name, XMLSignatureForm(profile)))
                }
                let signed = try parties.sign(by: name, XMLSignatureForm(profile, target: .element("part")))
                try add(signed)
                try add(
                    Array(String(decoding: signed, as: UTF8.self).replacing("Қазақ", with: "Козок").utf8),
                    isGenuine: false
                )
            }
        }
        let answers = try java(["verify"] + files.map(\.path))
        #expect(answers.count == files.count)
        for (answer, file) in zip(answers, files) {
            let text = String(decoding: try readFile(file.path), as: UTF8.self)
            #expect((answer == "valid") == file.isGenuine, "\(answer) \(text)")
        }
    }

    @Test(
        "We take what it signs, for every algorithm and canonicalisation, over the document, a part and an object",
        arguments: CMSParties.Name.ofOpenSSL
    )
    func ofJava(name: CMSParties.Name) throws {
        let folder = try parties.cms.folder([name])
        let document = "<d xmlns=\"urn:d\"><a Id=\"part\">Қазақ &amp; <!-- c --> &lt;</a><b xml:lang='kk' x=\"1\"/></d>"
        try folder.write(Array(document.utf8), as: "plain.xml")
        let key = folder("\(name.rawValue).key")
        try Tool.openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", "-in", key, "-out", folder("key"))
        let lines = try java([
            "sign", folder("plain.xml"), folder("key"), folder("\(name.rawValue).pem"), name.rawValue,
        ])
        #expect(lines.count == (name == .pss ? 5 : 4) * 6 * 3)
        for line in lines {
            let fields = line.split(separator: " ")
            let document = try #require(XMLBase64.decode(String(fields[1])))
            let facts = try parties.facts(document)
            #expect(facts.signatures.count == 1)
            // RSASSA-PSS with parameters of its own (RFC 9231, section 2.3.9) is not known here, and never passes.
            if fields[0].hasPrefix("http://www.w3.org/2007/05/xmldsig-more#rsa-pss|") {
                #expect(facts.signatures.first?.signatureIsValid == nil)
                #expect(facts.signatures.first?.findings.map(\.kind) == [.algorithmUnknown])
                continue
            }
            for signature in facts.signatures {
                #expect(signature.contentMatches == true && signature.signatureIsValid == true, "\(fields[0])")
                #expect(signature.findings.isEmpty, "\(fields[0]) \(signature.findings)")
            }
            // Nothing within the element that was signed may change.
            let text = String(decoding: document, as: UTF8.self)
            let changed =
                fields[0].hasSuffix("object")
                ? text.replacing(">1</", with: ">2</") : text.replacing("Қазақ", with: "Козок")
            #expect(try parties.facts(Array(changed.utf8)).signatures.first?.contentMatches == false, "\(fields[0])")
        }
    }
}
