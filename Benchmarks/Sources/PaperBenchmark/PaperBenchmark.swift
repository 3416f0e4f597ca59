import KandasCase
import KandasPrint
import KandasSign

/// Makes the papers of a signed decision again and again, reads them back, and says how many a second.
///
///     swift run --package-path Benchmarks -c release PaperBenchmark DECISION.xml [TIMES]
@main
struct PaperBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.first else {
            print("PaperBenchmark DECISION.xml [TIMES]")
            return
        }
        let times = arguments.dropFirst().first.flatMap { Int($0) } ?? 200
        let document = try InputFile(path: path).contents(limit: Limits().decisionBytes)
        let maker = try FormPaper(claimSigner: nil)
        let time = Timestamp.now()
        let pdf = try maker.paper(of: document, at: time)
        print("one paper: \(pdf.count) bytes")
        report(
            "drawn, one thread",
            times,
            try measure { for _ in 0..<times { _ = try maker.paper(of: document, at: time) } }
        )
        let clock = ContinuousClock()
        let start = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<times { group.addTask { _ = try maker.paper(of: document, at: time) } }
            try await group.waitForAll()
        }
        report("drawn, all cores", times, clock.now - start)
        report("read back and compared", times, try measure { for _ in 0..<times { _ = PrintedForm(pdf) } })
        print("the print agrees: \(PrintedForm(pdf).agreement)")
    }

    private static func measure(_ work: () throws -> Void) rethrows -> Duration {
        try ContinuousClock().measure(work)
    }

    private static func report(_ what: String, _ times: Int, _ duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        print("\(what): \((Double(times) / seconds * 10).rounded() / 10) a second")
    }
}
