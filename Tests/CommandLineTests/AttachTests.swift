import Support
import Testing

@Suite("An attachment given beside the form")
struct AttachTests {
    @Test("lies where its path says from the working folder, wherever the form is")
    func path() throws {
        let folder = try TemporaryFolder()
        func run(_ line: String) throws -> Tool.Outcome { try BuiltCommand.shell(line, in: folder.path) }
        let key = "pki/applicant.p12 --password-file pki/password.txt"
        let made = try run("\"$K\" test-pki pki --algorithm ec && \"$K\" apply --sample form --for \(key)")
        #expect(made.status == 0, "\(made)")
        try folder.write(SmallDocuments.pdf, as: "study.pdf")
        for path in ["study.pdf", "./form/../study.pdf", folder("study.pdf")] {
            let outcome = try run("\"$K\" apply --check form/form.json --attach study=\(path)")
            #expect(outcome.status == 0, "\(outcome)")
        }
        let packed = try run("\"$K\" apply form/form.json --attach study:ru=study.pdf --key \(key) -o a.asice --json")
        #expect(packed.text.contains("-study.pdf"), "\(packed)")
        let missing = try run("cd form && \"$K\" apply --check form.json --attach study=study.pdf")
        #expect(missing.text.contains("ATTACHMENT_MISSING"), "\(missing)")
    }
}
