import Foundation
import Support
import Testing

@Suite("check says of each file whether it may be attached")
struct CheckTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(SmallDocuments.pdf, as: "good.pdf")
        try folder.write(SmallDocuments.png, as: "picture.jpg")
        try folder.write([], as: "empty.pdf")
    }

    @Test("An accepted file gives 0 and one line")
    func accepted() throws {
        let outcome = try BuiltCommand.run("check", "good.pdf", in: folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.text == "good.pdf: Accepted: PDF 1.7, \(SmallDocuments.pdf.count) bytes.\n")
        #expect(outcome.errorText.isEmpty)
    }

    @Test("A refused file gives 1, what it is and what to do")
    func refused() throws {
        let outcome = try BuiltCommand.run("check", "picture.jpg", in: folder.path)
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("picture in the format PNG"))
        #expect(outcome.text.contains("export it as JPEG"))
        #expect(outcome.text.contains("[DOC_TYPE_IMAGE]"))
    }

    @Test("Several files are answered in their order; any refused one gives 1")
    func several() throws {
        let names = (0..<60).map { $0 % 3 == 0 ? "good.pdf" : $0 % 3 == 1 ? "picture.jpg" : "empty.pdf" }
        let outcome = try BuiltCommand.shell("\"$K\" check --json \(names.joined(separator: " "))", in: folder.path)
        #expect(outcome.status == 1)
        #expect(try lines(outcome).map { $0["file"] as? String } == names)
    }

    @Test("The JSON line holds the whole answer")
    func json() throws {
        let outcome = try BuiltCommand.run("check", "--json", "good.pdf", "picture.jpg", in: folder.path)
        let answers = try lines(outcome)
        #expect(answers.count == 2)
        let good = try #require(answers.first)
        let digest = try Tool.openssl("dgst", "-sha256", "-r", folder("good.pdf")).text.prefix(64)
        #expect(good["verdict"] as? String == "passed")
        #expect(good["mediaType"] as? String == "application/pdf")
        #expect(good["pdfVersion"] as? String == "1.7")
        #expect(good["size"] as? Int == SmallDocuments.pdf.count)
        #expect(good["sha256"] as? String == String(digest))
        #expect((good["reasons"] as? [Any])?.isEmpty == true)
        let bad = try #require(answers.last)
        let reason = try #require((bad["reasons"] as? [[String: Any]])?.first)
        #expect(bad["verdict"] as? String == "failed")
        #expect(bad["mediaType"] == nil)
        #expect(reason["code"] as? String == "DOC_TYPE_IMAGE")
        #expect(reason["severity"] as? String == "failure")
        #expect(reason["parameters"] as? [String: String] == ["format": "PNG"])
        #expect(reason["text"] as? String != nil)
        #expect(reason["action"] as? String != nil)
    }

    @Test(
        "The only file cannot be read: 66, a line and a JSON answer",
        arguments: [("missing.pdf", "No such file"), ("good.pdf/x", "Not a directory")]
    )
    func unreadable(name: String, text: String) throws {
        let outcome = try BuiltCommand.run("check", "--json", name, in: folder.path)
        #expect(outcome.status == 66)
        #expect(outcome.errorText.split(separator: "\n").count == 1)
        #expect(outcome.errorText.hasPrefix("kandas-sign: INPUT_UNAVAILABLE: "))
        #expect(outcome.errorText.contains(text))
        let answer = try #require(try lines(outcome).first)
        #expect(answer["file"] as? String == name)
        #expect(answer["verdict"] as? String == "indeterminate")
        #expect((answer["error"] as? [String: String])?["code"] == "INPUT_UNAVAILABLE")
    }

    @Test("One of several cannot be read: 65, and the others are answered")
    func oneUnreadable() throws {
        let outcome = try BuiltCommand.run("check", "good.pdf", "missing.pdf", "good.pdf", in: folder.path)
        #expect(outcome.status == 65)
        // The second answer to the same file says so, and what to do.
        #expect(outcome.text.split(separator: "\n").count == 5)
        #expect(outcome.text.contains("[DOC_SAME_FILE]"))
        #expect(outcome.text.contains("missing.pdf: The file could not be read."))
    }

    @Test("The standard input is judged without a name")
    func standardInput() throws {
        let good = try BuiltCommand.run("check", "-", input: SmallDocuments.pdf)
        #expect(good.status == 0)
        #expect(good.text.hasPrefix("-: Accepted"))
        #expect(try BuiltCommand.shell("cat good.pdf | \"$K\" check -", in: folder.path).status == 0)
        #expect(try BuiltCommand.run("check", "-").status == 1)
        #expect(try BuiltCommand.run("check", "-", "-").status == 64)
    }

    @Test("Sizes are limited, also of what has no end")
    func maxSize() throws {
        let size = SmallDocuments.pdf.count
        #expect(try BuiltCommand.run("check", "--max-size", "\(size)", "good.pdf", in: folder.path).status == 0)
        let outcome = try BuiltCommand.run("check", "--max-size", "\(size - 1)", "good.pdf", "--json", in: folder.path)
        #expect(outcome.status == 1)
        let answer = try #require(try lines(outcome).first)
        #expect(answer["size"] as? Int == size)
        #expect(answer["sha256"] == nil)
        #expect(try BuiltCommand.run("check", "/dev/zero", "--max-size", "64K").text.contains("DOC_TOO_LARGE"))
    }

    @Test("Sizes that mean nothing are usage errors", arguments: ["", "0", "-1", "x", "1T", "99999999999G", "1.5M"])
    func badSizes(size: String) throws {
        #expect(try BuiltCommand.run("check", "--max-size=\(size)", "good.pdf", in: folder.path).status == 64)
    }

    @Test("A name cannot steer the terminal")
    func controls() throws {
        try folder.write(SmallDocuments.pdf, as: "a\u{1b}[2J\u{202e}.pdf")
        let outcome = try BuiltCommand.shell("\"$K\" check a*", in: folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.text.hasPrefix("a\\u{1B}[2J\\u{202E}.pdf: Accepted"))
    }

    @Test("Of a folder every file is answered, those of folders inside too; an empty folder answers nothing")
    func folders() throws {
        let tree = try TemporaryFolder()
        for name in ["inner/deep", "empty"] {
            try FileManager.default.createDirectory(atPath: tree(name), withIntermediateDirectories: true)
        }
        for name in ["b.pdf", "inner/c.pdf", "inner/deep/d.pdf", ".hidden"] {
            try tree.write(SmallDocuments.pdf, as: name)
        }
        let outcome = try BuiltCommand.run("check", "--json", ".", in: tree.path)
        #expect(try lines(outcome).map { $0["file"] as? String } == ["b.pdf", "inner/c.pdf", "inner/deep/d.pdf"])
        let codes = try lines(outcome)
            .map { line in
                (line["reasons"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
            }
        #expect(codes == [[], ["DOC_SAME_FILE"], ["DOC_SAME_FILE"]])
        #expect(outcome.status == 0)
        let empty = try BuiltCommand.run("check", "empty", in: tree.path)
        #expect(empty.status == 66)
        #expect(empty.output.isEmpty)
    }

    @Test("A policy changes what is accepted; one with an unknown setting is refused")
    func policy() throws {
        let printed = try BuiltCommand.run("check", "--print-policy")
        #expect(printed.status == 0)
        try folder.write(printed.output, as: "policy.json")
        #expect(try BuiltCommand.run("check", "--policy", "policy.json", "good.pdf", in: folder.path).status == 0)
        try folder.write(Array(#"{"version": 1, "mediaTypes": ["image/jpeg"]}"#.utf8), as: "policy.json")
        let outcome = try BuiltCommand.run("check", "--policy", "policy.json", "good.pdf", in: folder.path)
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("DOC_TYPE_NOT_ALLOWED"))
        try folder.write(Array(#"{"version": 1, "jpeg": {"gps": "refuse"}}"#.utf8), as: "policy.json")
        let unknown = try BuiltCommand.run("check", "--policy", "policy.json", "good.pdf", in: folder.path)
        #expect(unknown.status == 65)
        #expect(unknown.errorText.contains("jpeg.gps"))
    }

    @Test(
        "The printed policy fits the published schema",
        .enabled(if: SchemaValidator.isPresent, SchemaValidator.absenceNote)
    )
    func policySchema() throws {
        let printed = try BuiltCommand.run("check", "--print-policy", "--json")
        #expect(try SchemaValidator.deviations(in: printed.output, from: "attachment-policy.schema.json") == "")
        let unknown = Array(#"{"version": 1, "jpeg": {"gps": "refuse"}}"#.utf8)
        #expect(try SchemaValidator.deviations(in: unknown, from: "attachment-policy.schema.json") != "")
    }

    @Test("Stripping writes one JPEG without what it tells, and never over its input or out of another kind")
    func stripping() throws {
        let comment: [UInt8] = [0xff, 0xfe, 0, 6] + Array("Asel".utf8)
        let photograph = SmallDocuments.jpeg[..<2] + comment + SmallDocuments.jpeg[2...]
        try folder.write(Array(photograph), as: "photo.jpg")
        func strip(to output: String, _ options: String...) throws -> Tool.Outcome {
            let line = "\"$K\" check --strip-metadata photo.jpg -o \(output) \(options.joined(separator: " "))"
            return try BuiltCommand.shell(line, in: folder.path)
        }
        let outcome = try strip(to: "plain.jpg")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try readFile(folder("plain.jpg")) == SmallDocuments.jpeg)
        #expect(try strip(to: "photo.jpg").status == 73)
        #expect(try readFile(folder("photo.jpg")) == Array(photograph))
        let piped = try strip(to: "-", "--json")
        #expect(piped.output == SmallDocuments.jpeg)
        #expect(piped.errorText.contains("\"verdict\":\"passed\""))
        let pdf = try BuiltCommand.run("check", "--strip-metadata", "good.pdf", "-o", "new.pdf", in: folder.path)
        #expect(pdf.status == 1)
        #expect(pdf.text.contains("DOC_STRIP_NOT_JPEG"))
        #expect(throws: (any Error).self) { try readFile(folder("new.pdf")) }
        #expect(try BuiltCommand.run("check", "--strip-metadata", "photo.jpg", in: folder.path).status == 64)
        #expect(try BuiltCommand.run("check", "photo.jpg", "-o", "x.jpg", in: folder.path).status == 64)
    }

    private func lines(_ outcome: Tool.Outcome) throws -> [[String: Any]] {
        try outcome.output.split(separator: 0x0a)
            .map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            }
    }
}
