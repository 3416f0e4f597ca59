import Foundation
import Support
import Testing

@Suite(
    "Memory does not grow with the content",
    .serialized,
    .enabled(if: Tool.exists("/usr/bin/time") && !TestScope.isSanitized, "GNU time is absent, or a sanitizer is there")
)
struct StreamingTests {
    /// The most memory of any verb, in KiB. The libraries that draw papers take ten mebibytes from the start.
    private static let bound = 56 * 1_024

    /// Each verb that sees the content, in an order in which each has what it needs. `big` is the content.
    private static let verbs = [
        "sign big $S -o attached.p7s", "verify attached.p7s $T", "extract attached.p7s $T -o out",
        "inspect attached.p7s", "cosign attached.p7s $S -o two.p7s", "sign big $S --detached -o detached.p7s",
        "verify detached.p7s --content big $T", "sign big --format asice $S -o box.asice", "verify box.asice $T",
        "inspect box.asice", "extract box.asice $T -o files",
    ]

    private func measure(size: String, command: String?) throws {
        let folder = try SigningFolder()
        let command = command.map { "'\($0)'" } ?? "$K"
        try folder.make("truncate -s \(size) big")
        for verb in Self.verbs {
            try folder.make("/usr/bin/time -f %M -o peak \(command) \(verb)")
            let text = try String(decoding: readFile(folder.folder("peak")), as: UTF8.self)
            let peak = try #require(Int(text.split(separator: "\n").last ?? ""))
            #expect(peak <= Self.bound, "\(verb)")
            if TestScope.isFull { print("\(size) \(verb): \(peak) KiB") }
        }
        try folder.make("cmp out big && cmp files/big big")
        let pipe = """
            \(command) sign - $S -o - <big 2>/dev/null | /usr/bin/time -f %M -o peak \(command) extract - $T -o - 2>/dev/null |
            cmp - big
            """
        try folder.make(pipe)
        let text = try String(decoding: readFile(folder.folder("peak")), as: UTF8.self)
        #expect(try #require(Int(text.split(separator: "\n").last ?? "")) <= Self.bound)
    }

    @Test("64 MiB, attached, detached, in a container and through pipes: at most 56 MiB of memory")
    func small() throws { try measure(size: "64M", command: nil) }

    @Test("1 GiB, by the release build", .enabled(if: TestScope.isFull, "\(TestScope.note)"))
    func large() throws {
        try measure(size: "1G", command: ProcessInfo.processInfo.environment["KANDAS_TEST_RELEASE"])
    }
}
