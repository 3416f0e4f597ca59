import FoundationEssentials
import Glibc
import KandasSign
import Testing

@testable import KandasCase

@Suite("A package is built from a form and its files, the same one every time")
struct ApplicationBuilderTests {
    private func bytes(_ entry: PackageEntry) throws -> [UInt8] {
        let source = CaseFixtures.source(try entry.open())
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while case let got = try source.read(into: &chunk), got > 0 { all += chunk[..<got] }
        return all
    }

    @Test("A sample makes a complete package", arguments: Application.Service.allCases)
    func complete(service: Application.Service) throws {
        let folder = try TestFolder()
        let sample = CaseFixtures.sample(5, service)
        let package = try CaseFixtures.package(sample, in: folder)
        #expect(package.reasons.isEmpty)
        #expect(!package.isIncomplete)
        #expect(package.entries.map(\.name).first == "application.xml")
        #expect(package.entries.count == sample.files.count + 1)
        #expect(Set(package.entries.map(\.name)).count == package.entries.count)
        for entry in package.entries {
            let content = try bytes(entry)
            #expect(content.count == entry.size)
            #expect(try DigestAlgorithm.sha256.digest(of: content) == entry.sha256)
            #expect(try bytes(entry) == content, "an entry can be opened twice")
        }
        #expect(package.application.id == CaseFixtures.id)
        #expect(package.application.attachments.allSatisfy { $0.path == nil && $0.file != nil })
        let reading = try ApplicationDocument.read(CaseFixtures.source(package.entries[0].open()))
        #expect(reading.findings.isEmpty)
        #expect(reading.application == package.application)
    }

    @Test("The same form and files give the same bytes")
    func deterministic() throws {
        let first = try TestFolder()
        let second = try TestFolder()
        let left = try CaseFixtures.package(CaseFixtures.sample(), in: first)
        let right = try CaseFixtures.package(CaseFixtures.sample(), in: second)
        #expect(left.entries.map(\.name) == right.entries.map(\.name))
        #expect(left.entries.map(\.sha256) == right.entries.map(\.sha256))
    }

    @Test("Files get safe names by position and kind, and keep their own in the application")
    func names() throws {
        let folder = try TestFolder()
        var sample = CaseFixtures.sample(0)
        var form = sample.form
        form.attachments[0].path = "../\(folder.path.split(separator: "/").last ?? "")/Өмірбаян (1).PDF"
        sample = ApplicationSample(form: form, files: sample.files + [("Өмірбаян (1).PDF", SamplePDF.make("x"))])
        let package = try CaseFixtures.package(sample, in: folder)
        #expect(!package.isIncomplete, "\(package.reasons)")
        let file = try #require(package.application.attachments[0].file)
        #expect(file.name == "attachments/001-autobiography.pdf")
        #expect(file.originalName == "Өмірбаян (1).PDF")
        #expect(package.application.attachments[2].translationOf == package.application.attachments[1].file?.name)
        #expect(package.application.attachments[3].file?.name == "attachments/004-photo.jpg")
    }

    @Test("Extra attachments are read from the command line's folder, for the applicant and in the form's language")
    func extra() throws {
        let folder = try TestFolder()
        let path = try folder.write(SamplePDF.make("study"), as: "study.pdf")
        for file in CaseFixtures.sample(1).files { try folder.write(file.bytes, as: file.name) }
        let package = try ApplicationBuilder.build(
            CaseFixtures.sample(1).form,
            id: CaseFixtures.id,
            folder: folder.path,
            extra: [
                try #require(ExtraAttachment("study=\(path)")),
                try #require(ExtraAttachment("KINSHIP:ru:member-1=\(path)")),
            ],
            context: CaseFixtures.context,
            inspector: { MagicInspector() }
        )
        #expect(package.reasons.isEmpty)
        let last = package.application.attachments.suffix(2)
        #expect(last.map(\.kind) == [.study, .kinship])
        #expect(last.map(\.person) == ["applicant", "member-1"])
        #expect(last.map(\.language) == ["kk", "ru"])
    }

    @Test(
        "An extra attachment is a kind and a file",
        arguments: [
            ("PHOTO=a.jpg", true), ("prior-consent=x=y.pdf", true), ("photo:kk=a", true), ("photo:kk:p:q=a", false),
            ("passport=a.pdf", false), ("PHOTO", false), ("PHOTO=", false), ("=a", false),
        ]
    )
    func extraText(text: String, isRead: Bool) {
        #expect((ExtraAttachment(text) != nil) == isRead)
        if text.hasPrefix("prior") { #expect(ExtraAttachment(text)?.path == "x=y.pdf") }
    }

    @Test("Files that are missing, are folders, or are of another kind are all found at once")
    func badFiles() throws {
        let folder = try TestFolder()
        let sample = CaseFixtures.sample(1)
        for file in sample.files { try folder.write(file.bytes, as: file.name) }
        try folder.write(Array("GIF89a".utf8), as: "photo.jpg")
        try FileManager.default.removeItem(atPath: folder.path + "/passport.pdf")
        var form = sample.form
        form.attachments[0].path = "."
        let package = try ApplicationBuilder.build(
            form,
            id: CaseFixtures.id,
            folder: folder.path,
            context: CaseFixtures.context,
            inspector: { MagicInspector() }
        )
        #expect(package.isIncomplete)
        #expect(package.unreadable.count == 2)
        let codes = package.reasons.map { "\($0.code) \($0.location?.path ?? "")" }
        #expect(codes.contains("ATTACHMENT_MISSING attachments[0].path"))
        #expect(codes.contains("ATTACHMENT_MISSING attachments[1].path"))
        #expect(codes.contains("ATTACHMENT_REJECTED attachments[3].path"))
        #expect(codes.contains("DOC_TYPE_UNKNOWN attachments[3].path"))
    }

    @Test(
        "A form cannot make us wait or read without end: what is no file counts as missing",
        arguments: ["pipe", "/dev/zero", "/dev/stdin", "/dev/tty", "-"]
    )
    func endlessAttachment(path: String) throws {
        let folder = try TestFolder()
        let sample = CaseFixtures.sample(0)
        for file in sample.files { try folder.write(file.bytes, as: file.name) }
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        var form = sample.form
        form.attachments[0].path = path
        let package = try ApplicationBuilder.build(
            form,
            id: CaseFixtures.id,
            folder: folder.path,
            context: CaseFixtures.context,
            inspector: { MagicInspector() }
        )
        #expect(package.reasons.map(\.code) == ["ATTACHMENT_MISSING"])
    }

    @Test("A form that breaks rules makes a package that says so")
    func incomplete() throws {
        let folder = try TestFolder()
        let form = try ApplicationForm.parse(ApplicationForm.template(service: .assign, members: 1))
        let package = try ApplicationBuilder.build(
            form,
            id: CaseFixtures.id,
            folder: folder.path,
            context: CaseFixtures.context,
            inspector: { MagicInspector() }
        )
        #expect(package.isIncomplete)
        #expect(package.unreadable.isEmpty)
    }

    @Test("A sample's people have different IINs, all well-formed, or none", arguments: [6, 5_000, 30_000])
    func sampleNumbers(count: Int) throws {
        let members = CaseFixtures.sample(count).form.members
        let numbers = members.compactMap(\.iin)
        #expect(Set(numbers).count == numbers.count)
        #expect(!numbers.contains("900517100016"))
        #expect(numbers.count >= count - 4)
        for text in numbers {
            let number = try #require(IndividualIdentificationNumber(text))
            #expect(number.findings.isEmpty)
            // Births in 1860 to 1899: nobody living has such a number.
            #expect(1_860...1_899 ~= number.birthDate?.year ?? 0)
        }
    }

    @Test("qpdf finds the sample's PDF files sound", .enabled(if: Peer.exists("qpdf"), "qpdf is not installed"))
    func pdf() throws {
        let folder = try TestFolder()
        for title in ["Sample", "Brackets ( and \\ )", "Қазақ", ""] {
            let path = try folder.write(SamplePDF.make(title), as: "a.pdf")
            let outcome = Peer.run("qpdf", ["--check", path])
            #expect(outcome.status == 0, "\(outcome.text)")
        }
    }

    @Test("The sample's picture is a baseline JPEG", .enabled(if: Peer.exists("file"), "file is not installed"))
    func jpeg() throws {
        let folder = try TestFolder()
        let path = try folder.write(SampleJPEG.bytes, as: "a.jpg")
        let outcome = Peer.run("file", [path])
        #expect(outcome.text.contains("JPEG image data") && outcome.text.contains("baseline"))
        #expect(outcome.text.contains("30x40"))
        #expect(SampleJPEG.bytes.suffix(2) == [0xff, 0xd9])
    }
}
