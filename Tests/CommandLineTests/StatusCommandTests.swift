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

    /// A certificate that fits the schema; it is not signed.
    private func certificate(_ list: String, _ place: Int) -> [UInt8] {
        func both(_ name: String) -> String { "<\(name)><kk>а</kk><ru>а</ru></\(name)>" }
        let id = "018f6b2e-7c00-7abc-8def-0123456789ab"
        return Array(
            """
            <decision xmlns="urn:kandas:decision:1"><id>\(id)</id><kind>CERTIFICATE</kind>\
            <documentNumber>10000000000001</documentNumber>\(both("title"))<decisionNumber>1</decisionNumber>\
            <decisionDate>2026-05-15</decisionDate>\(both("place"))<body><bin>100140123455</bin>\(both("name"))</body>\
            <official><surname>а</surname>\(both("position"))</official><application><id>\(id)</id>\
            <registrationNumber>1</registrationNumber><registeredOn>2026-05-13</registeredOn></application>\
            <holder><relation>SELF</relation><birthDate>1990-05-17</birthDate></holder>\(both("statement"))\
            <certificate><statusDate>2026-05-15</statusDate><validUntil>2027-05-14</validUntil>\(both("notice"))\
            </certificate><legalBasis><act><reference>migration-law 21(2)</reference>\(both("text"))</act></legalBasis>\
            <appeal>\(both("body"))\(both("superiorBody"))<months>3</months>\(both("order"))</appeal>\
            <status><list>\(list)</list><index>\(place)</index></status></decision>
            """
            .utf8
        )
    }

    @Test("A certificate names its place itself, and one of another list is refused")
    func document() throws {
        let answer = try #require(try SigningFolder.lines(try folder.make("$K status assign register --json")).first)
        let list = try #require(answer["list"] as? String)
        let place = try #require(answer["place"] as? Int)
        try folder.folder.write(certificate(list, place), as: "ours.xml")
        try folder.folder.write(certificate("018f6b2e-7c00-7abc-8def-0123456789ff", place), as: "other.xml")
        try folder.make("$K status annul register ours.xml --on \(time(-10).prefix(10))")
        try publish("list.p7s")
        #expect(try folder.shell("$K status show list.p7s ours.xml $T").status == 1)
        for line in ["annul register other.xml", "show list.p7s other.xml $T", "annul register a.txt"] {
            let outcome = try folder.shell("$K status \(line)")
            #expect(outcome.status == 65, "\(line): \(outcome)")
        }
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
