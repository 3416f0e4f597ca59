import KandasTestPKI
import Support
import Testing

@testable import KandasSign

/// Signs and judges XML with the parties that CMS messages are tried with.
struct XMLParties {
    let cms: CMSParties

    init() throws { cms = try CMSParties.shared.get() }

    static let plain = Array(
        "<doc xmlns=\"urn:d\" xmlns:p=\"urn:p\"><a Id=\"part\">Қазақ &amp; &lt;</a><p:b x=\"1\" p:y=\"2\"/></doc>".utf8
    )

    func sign(
        _ document: [UInt8] = XMLParties.plain,
        by name: CMSParties.Name = .p256,
        _ form: XMLSignatureForm = XMLSignatureForm(.national)
    ) throws -> [UInt8] {
        let sink = MemorySink()
        try XMLSignatureWriter()
            .sign(MemoryBytes(document), signer: cms.signer(name), options: cms.options, form: form, to: sink)
        return sink.bytes
    }

    func cosign(_ document: [UInt8], by name: CMSParties.Name) throws -> [UInt8] {
        let sink = MemorySink()
        try XMLSignatureWriter()
            .cosign(MemoryBytes(document), signer: cms.signer(name), options: cms.options, to: sink)
        return sink.bytes
    }

    func signBody(_ message: [UInt8], by name: CMSParties.Name = .p256) throws -> [UInt8] {
        let sink = MemorySink()
        try XMLSignatureWriter()
            .signBody(of: MemoryBytes(message), signer: cms.signer(name), options: cms.options, to: sink)
        return sink.bytes
    }

    func facts(_ document: [UInt8], content: XMLDetachedContent = .none) throws(SigningError) -> SignedXMLFacts {
        try XMLSignatureReader().read(MemoryBytes(document), content: content)
    }

    func report(_ document: [UInt8], content: XMLDetachedContent = .none) throws -> ValidationReport {
        try XMLValidator(trust: try cms.pki.trust())
            .validate(try facts(document, content: content), at: cms.pki.time)
    }

    /// The verdict, `refused` for what cannot be read, and the codes.
    func verdict(_ document: [UInt8]) throws -> (verdict: String, codes: Set<String>) {
        do {
            let report = try report(document)
            return (report.verdict.name, Set(report.allReasons.map(\.code)))
        } catch let error as SigningError {
            return ("refused", [error.code.rawValue])
        }
    }

    /// The octets that were signed, of every content reference that matches.
    func signedContents(_ document: [UInt8]) throws -> [String] {
        let reader = XMLSignatureReader()
        return try reader.read(MemoryBytes(document)).signatures.flatMap(\.references)
            .filter { $0.matches == true && !$0.isAuxiliary }
            .map { reference in
                let sink = MemorySink()
                try reader.copySignedContent(of: reference, in: MemoryBytes(document), to: sink)
                return String(decoding: sink.bytes, as: UTF8.self)
            }
    }

    /// The only signature element of a document, as text, and the document without it.
    static func split(_ document: [UInt8]) throws -> (signature: String, rest: String) {
        let text = String(decoding: document, as: UTF8.self)
        let start = try #require(text.firstRange(of: "<ds:Signature "))
        let end = try #require(text.firstRange(of: "</ds:Signature>"))
        return (
            String(text[start.lowerBound..<end.upperBound]),
            String(text[..<start.lowerBound] + text[end.upperBound...])
        )
    }
}
