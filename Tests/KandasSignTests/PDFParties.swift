import KandasTestPKI
import PDFSyntax
import Support
import Testing

@testable import KandasSign

/// A small PDF, people who sign it, and an attacker who adds to it.
struct PDFParties {
    let pki: TestPKI

    init(_ kind: String = "ec") throws { pki = try SharedPKI.of(kind) }

    /// A page with text. Object 4 is what is drawn, 5 its font, 6 a picture over it, 30 is referred to and not there.
    static func document(asStream: Bool = false, hidden: String? = nil) -> PDFBuilder {
        let page = "/Contents[4 0 R 30 0 R]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
        var builder = PDFBuilder.onePage(page: page)
        builder.add(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        builder.add(6, "/Type/XObject/Subtype/Form/BBox[0 0 100 100]", stream: Array("0 0 1 rg".utf8))
        builder.add(7, "<</Title(A decision)>>")
        if let hidden { builder.add(4, "", stream: Array(hidden.utf8)) }
        builder.add(4, "", stream: Array("BT /F 24 Tf 72 700 Td (Accepted) Tj ET".utf8))
        builder.finish(trailer: "/Root 1 0 R/Info 7 0 R", asStream: asStream)
        return builder
    }

    static let pdf = document().bytes

    var options: PDFSignatureOptions { PDFSignatureOptions(signingTime: pki.time) }

    func sign(
        _ pdf: [UInt8] = PDFParties.pdf,
        by identity: TestIdentity? = nil,
        certifying level: Int? = nil,
        attachment: EmbeddedFile? = nil,
        extender: SignedDataExtender? = nil
    ) throws -> [UInt8] {
        var options = options
        options.certification = level
        return try PDFSigner()
            .sign(
                pdf,
                signer: (identity ?? pki.head).signer(),
                options: options,
                attachment: attachment,
                extender: extender
            )
    }

    func facts(_ pdf: [UInt8]) throws -> SignedPDFFacts { try PDFSignatureReader().read(pdf) }

    func report(_ pdf: [UInt8], trust: TrustStore? = nil) throws -> ValidationReport {
        try PDFValidator(trust: trust ?? pki.trust()).validate(facts(pdf), at: pki.time)
    }

    /// The codes of everything that speaks against a file, or `PASSED`.
    func codes(_ pdf: [UInt8]) throws -> Set<String> {
        let report = try report(pdf)
        guard !report.verdict.isPassed else { return ["PASSED"] }
        return Set(report.allReasons.filter { $0.severity == .failure || $0.severity == .indeterminate }.map(\.code))
    }

    /// What somebody makes of a file by saving it once more.
    func updated(_ pdf: [UInt8], _ change: (inout PDFUpdate) throws -> Void) throws -> [UInt8] {
        var update = try PDFUpdate(PDFFile(PDFBuffer(pdf)) { _, _, _ in })
        try change(&update)
        return pdf + (try update.write().appended)
    }

    /// A stream as an object's value.
    static func stream(_ data: String, _ entries: String = "") -> [UInt8] {
        Array("<<\(entries)/Length \(data.utf8.count)>>\nstream\n\(data)\nendstream".utf8)
    }

    /// A file with some bytes in place of others that occur once.
    static func replacing(_ old: String, with new: String, in pdf: [UInt8]) throws -> [UInt8] {
        let place = try #require(pdf.firstRange(of: Array(old.utf8)))
        return Array(pdf[..<place.lowerBound]) + Array(new.utf8) + Array(pdf[place.upperBound...])
    }
}
