import KandasCase
import Support
import Testing

@Suite("The list of rules in the documentation")
struct RuleListTests {
    /// The rows of the tables in docs/rules.md that are about a rule, each with its cells.
    private func rows() throws -> [[String]] {
        String(decoding: try readFile(Fixtures.packageRoot + "/docs/rules.md"), as: UTF8.self)
            .split(separator: "\n").filter { $0.hasPrefix("| KND-") }
            .map { line in
                line.split(separator: "|")
                    .map { cell in
                        String(cell.drop(while: \.isWhitespace)).replacing(/\s+$/, with: "")
                    }
            }
    }

    @Test("has every rule once, in the order of findings, with its severity, basis and stage")
    func complete() throws {
        let applications = ApplicationRule.all.map { rule in
            let stage =
                switch rule.stage {
                case .form: "form"
                case .package: "package"
                case .register(let why): why
                }
            return [rule.code, rule.severity.rawValue, rule.basis, stage]
        }
        let expected =
            applications
            + DecisionRule.all.map { [$0.code, $0.severity.rawValue, $0.basis, $0.stage.rawValue] }
        let listed = try rows()
            .map { cells in
                // The third cell says what the rule is, in words that stand nowhere else.
                cells.enumerated().filter { $0.offset != 2 }.map(\.element)
            }
        for (rule, row) in zip(expected, listed) { #expect(rule == row) }
        #expect(expected.count == listed.count)
        #expect(Set(expected).subtracting(listed) == [])
    }

    @Test("says of each rule what it is")
    func worded() throws {
        for cells in try rows() {
            #expect(cells.count == 5 && cells[2].count > 10, "\(cells)")
        }
    }
}
