import Foundation
import Support
import Testing

@Suite(
    "A PDF that holds a decision may be attached, if it is one",
    .enabled(if: Tool.exists("qpdf"), "qpdf is not installed")
)
struct EmbeddedDecisionTests {
    private let folder: DecisionFolder

    init() throws { folder = try DecisionFolder.shared.get() }

    /// Applies for an extension with a print form into which qpdf put files.
    private func apply(_ name: String, _ files: String...) throws -> (applied: Int, intake: Int, codes: [String]) {
        let attach = files.map { "--add-attachment \($0) --mimetype=text/xml --" }.joined(separator: " ")
        _ = try folder.shell(
            """
            rm -rf \(name); cp -r extend-form \(name)
            qpdf extend-form/certificate.pdf \(attach) \(name)/certificate.pdf
            """
        )
        let applied = try folder.shell(
            "$K apply \(name)/form.json --key pki/applicant.p12 --password-file pki/password.txt -o \(name).asice --json"
        )
        guard applied.status == 0 else {
            return (applied.status, -1, SigningFolder.codes(try SigningFolder.lines(applied).first))
        }
        let intake = try folder.shell("$K intake \(name).asice $T --json")
        return (0, intake.status, SigningFolder.codes(try SigningFolder.lines(intake).first))
    }

    @Test("The certificate that is to be extended passes at check, apply and intake")
    func genuine() throws {
        let answer = try apply("embedded-genuine", "certificate.xml")
        #expect(answer.applied == 0 && answer.intake == 0, "\(answer)")
        #expect(try folder.shell("$K check embedded-genuine/certificate.pdf").status == 0)
    }

    @Test("A stranger's certificate passes whoever applies, who trusts nobody, and is returned by intake")
    func stranger() throws {
        let answer = try apply("embedded-stranger", "strangers.xml")
        #expect(answer.applied == 0 && answer.intake == 1, "\(answer)")
        #expect(answer.codes.contains("ATTACHMENT_REJECTED"), "\(answer)")
    }

    @Test("An unsigned one, another file, and two of them are refused at once")
    func others() throws {
        for (name, files) in [("bare", ["bare.xml"]), ("text", ["outcomes.json"])] {
            let answer = try apply("embedded-\(name)", files[0])
            #expect(answer.applied == 1, "\(name): \(answer)")
        }
        #expect(try apply("embedded-two", "certificate.xml", "extension.xml").applied == 1)
    }
}
