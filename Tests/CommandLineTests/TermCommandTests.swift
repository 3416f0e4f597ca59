import Foundation
import Support
import Testing

@Suite("term says by when to decide, and why")
struct TermCommandTests {
    @Test("The exit code is the term's state", arguments: [("2026-05-07", 0), ("2026-05-13", 0), ("2026-05-14", 1)])
    func states(day: String, status: Int) throws {
        let outcome = try BuiltCommand.run("term", "--received", "2026-05-06", "--at", "\(day)T07:00:00Z", "--json")
        #expect(outcome.status == status)
        let answer = try #require(try SigningFolder.lines(outcome).first)
        #expect(answer["due"] as? String == "2026-05-13")
        #expect(answer["verdict"] as? String == (status == 0 ? "passed" : "failed"))
    }

    @Test("Each skipped day stands there with its reason and act, in the language asked for")
    func text() throws {
        let outcome = try BuiltCommand.run(
            "term",
            "--received",
            "2024-05-03T19:00",
            "--at",
            "2024-05-05",
            "--language",
            "ru"
        )
        #expect(outcome.status == 0, "\(outcome)")
        for line in [
            "Последний день: 2024-05-13", "Зарегистрировано: 2024-05-04", "2024-05-07 вт  День защитника Отечества",
            "2024-05-08 ср  выходной, перенесённый с 2024-05-04 – Приказ Министра труда",
            "Срок по закону: 3", "Срок услуги: 4", "статья 21, пункт 2",
        ] {
            #expect(outcome.text.contains(line), "\(line)\n\(outcome.text)")
        }
    }

    @Test("Where there are no data it says so and ends with 2", arguments: ["2030-01-10", "2019-01-10"])
    func noData(day: String) throws {
        let outcome = try BuiltCommand.run("term", "--received", day, "--json")
        #expect(outcome.status == 2)
        #expect(try SigningFolder.lines(outcome).first?["due"] == nil)
    }

    @Test(
        "What makes no sense is a usage error",
        arguments: [
            [], ["--received", "soon"], ["--received", "2026-05-06", "--profile", "R1999"],
            ["--received", "2026-05-06", "--closing", "25:00"], ["--received", "2026-05-06", "--service", "both"],
        ]
    )
    func usage(arguments: [String]) throws {
        let outcome = try Tool.run(BuiltCommand.path, ["term"] + arguments)
        #expect(outcome.status == 64)
    }
}
