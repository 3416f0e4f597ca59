import FoundationEssentials
import Glibc
import KandasCase
import KandasSign

/// What several tests of applications share.
enum CaseFixtures {
    /// The day the samples are made for.
    static let day = date("2026-05-13")

    /// A synthetic owner (domain reference 2.5).
    static let owner = ApplicationSample.Owner(
        iin: "900517100016",
        surname: "Ахметов",
        name: "Ерлан",
        patronymic: "Мұратұлы"
    )

    static func sample(_ members: Int = 5, _ service: Application.Service = .assign) -> ApplicationSample {
        ApplicationSample.make(owner: owner, members: members, service: service, on: day)
    }

    static func date(_ text: String) -> CalendarDate {
        // Only literals of tests come here.
        CalendarDate(text) ?? CalendarDate(inKazakhstanAt: Timestamp(seconds: 0))
    }

    static let context = RuleContext(judgedOn: day)

    /// An identifier as ``ApplicationIdentifier`` makes them.
    static let id = "018f6b2e-7c00-7abc-8def-0123456789ab"

    /// A stream over an entry's bytes, however the entry gives them.
    static func source(_ bytes: any RandomAccessBytes) -> any ByteSource { bytes.source() }
    static func source(_ bytes: any ByteSource) -> any ByteSource { bytes }

    /// Whether the long tests are wanted too.
    static let isThorough = ProcessInfo.processInfo.environment["KANDAS_TEST_ALL"] == "1"

    /// A package of a sample whose files were written to a folder.
    static func package(_ sample: ApplicationSample, in folder: TestFolder) throws -> ApplicationPackage {
        for file in sample.files { try folder.write(file.bytes, as: file.name) }
        return try ApplicationBuilder.build(
            sample.form,
            id: id,
            folder: folder.path,
            context: context,
            inspector: { MagicInspector() }
        )
    }
}

/// A judge by magic bytes alone, in place of the document gate.
struct MagicInspector: AttachmentInspecting {
    private var head: [UInt8] = []

    mutating func update(_ chunk: ArraySlice<UInt8>) {
        if head.count < 8 { head += chunk.prefix(8 - head.count) }
    }

    mutating func finish(name: String) -> AttachmentInspection {
        if head.starts(with: "%PDF-".utf8) { return AttachmentInspection(mediaType: "application/pdf") }
        if head.starts(with: [0xff, 0xd8, 0xff]) { return AttachmentInspection(mediaType: "image/jpeg") }
        return AttachmentInspection(mediaType: nil, reasons: [Reason("DOC_TYPE_UNKNOWN", .failure)])
    }
}

/// A folder that is gone when the test is over.
final class TestFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/kandas-case-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }
}

/// Another program, as an oracle.
enum Peer {
    static func exists(_ name: String) -> Bool { run("command -v \(name)", []).status == 0 }

    /// Runs a program with arguments; the output and the errors come together.
    ///
    /// Foundation's Process leaks, which would spoil runs under AddressSanitizer.
    static func run(_ program: String, _ arguments: [String]) -> (status: Int32, text: String) {
        let quoted = arguments.map { "'" + $0.replacing("'", with: #"'\''"#) + "'" }
        guard let stream = popen("\(program) \(quoted.joined(separator: " ")) 2>&1", "r") else { return (-1, "") }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while case let got = fread(&chunk, 1, chunk.count, stream), got > 0 { output += chunk[..<got] }
        return (pclose(stream) >> 8 & 0xff, String(decoding: output, as: UTF8.self))
    }
}
