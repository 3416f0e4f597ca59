import Foundation
import KandasSign
import Support
import Testing

@Suite("status keeps a register and hands out a signed list")
struct StatusCommandTests {
    private static let head = "--key \"$P/head.p12\" --password-file \"$P/password.txt\""
    private let folder: SigningFolder

    init() throws {
        folder = try SigningFolder()
        try folder.make("$K status new register --bin 100140123455 --places 131072")
    }

    private func assign() throws -> Int {
        let answer = try SigningFolder.lines(try folder.make("$K status assign register --json")).first
        return try #require(answer?["place"] as? Int)
    }

    private func publish(_ name: String) throws {
        try folder.make("$K status publish register \(Self.head) -o \(name)")
    }

    /// Now, and some days later or earlier: the keys of the test are valid from the moment they were made.
    private func time(_ days: Int64 = 0) -> String { Timestamp.now().adding(days: days).description }

    private func show(_ list: String, _ place: Int, days: Int64 = 0) throws -> (
        Int, [String: Any]
    ) {
        let outcome = try folder.shell("$K status show \(list) $T --place \(place) --at \(time(days)) --json")
        return (outcome.status, try #require(try SigningFolder.lines(outcome).first))
    }

    private func status(_ answer: (Int, [String: Any])) -> String? {
        (answer.1["status"] as? [String: Any])?["status"] as? String
    }

    @Test("From an empty register to an answer about each certificate")
    func whole() throws {
        let places = try (0..<3).map { _ in try assign() }
        #expect(Set(places).count == 3)
        try folder.make("$K status extend register --place \(places[0]) --until 2027-11-14")
        try folder.make("$K status annul register --place \(places[1]) --on \(time(-10).prefix(10))")
        try publish("list.p7s")
        let extended = try show("list.p7s", places[0])
        #expect(extended.0 == 0 && status(extended) == "EXTENDED")
        let annulled = try show("list.p7s", places[1])
        #expect(annulled.0 == 1 && status(annulled) == "ANNULLED")
        #expect(try show("list.p7s", places[1], days: -12).0 == 0)
        let plain = try show("list.p7s", places[2])
        #expect(plain.0 == 0 && status(plain) == "NOTHING")
        // A day later it is stale, and beyond the last place there is nothing.
        #expect(try show("list.p7s", places[2], days: 2).0 == 2)
        #expect(try show("list.p7s", 131_072).0 == 1)
        try publish("list2.p7s")
        #expect(try show("list2.p7s", places[2]).1["sequence"] as? Int == 2)
    }

    @Test("Without trust a list proves nothing; changed or another's, it is refused")
    func untrusted() throws {
        try publish("list.p7s")
        #expect(try folder.shell("$K status show list.p7s").status == 2)
        try folder.touch("list.p7s", as: "changed.p7s")
        #expect(try folder.shell("$K status show changed.p7s $T").status == 1)
        try folder.make("$K sign a.txt $S -o a.p7s")
        #expect(try folder.shell("$K status show a.p7s $T").status == 65)
        #expect(try folder.shell("$K status show register $T").status == 65)
    }

    @Test(
        "What cannot be is refused with its code",
        arguments: [
            ("status annul register --place 77", 65, "STATUS_NOT_ASSIGNED"),
            ("status new register --bin 100140123455", 73, "OUTPUT_UNWRITABLE"),
            ("status new other --bin 100140123455 --places 8", 65, "STATUS_CHANGE_REFUSED"),
            ("status new other --bin 1", 64, "BIN"), ("status annul register", 64, "Which certificate"),
            ("status assign nothing", 66, "INPUT_UNAVAILABLE"), ("status assign a.txt", 65, "MALFORMED_INPUT"),
            ("status publish register $S -o l", 77, "KEY_MISMATCH"),
            ("status publish register $H -o register", 73, "OUTPUT_UNWRITABLE"), ("status", 64, "subcommand"),
        ]
    )
    func refused(line: String, code: Int, word: String) throws {
        let before = try readFile(folder.folder("register"))
        let outcome = try folder.shell("$K \(line.replacing("$H", with: Self.head))")
        #expect(outcome.status == code, "\(outcome)")
        #expect((outcome.errorText + outcome.text).contains(word), "\(outcome)")
        #expect(try readFile(folder.folder("register")) == before)
        #expect(try !folder.names().contains("l") && !folder.names().contains("other"))
    }
}
