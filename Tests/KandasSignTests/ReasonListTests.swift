import Support
import Testing

@Suite("The list of reasons in the documentation")
struct ReasonListTests {
    @Test("says what the catalogues say", .enabled(if: Tool.exists("python3"), "python3 is not installed"))
    func upToDate() throws {
        let outcome = try Tool.run("python3", ["-B", "scripts/reasons", "--check"], in: Fixtures.packageRoot)
        #expect(outcome.status == 0, "\(outcome)")
    }
}
