import KandasCase
import KandasDocs
import KandasSign
import Support
import Testing

@Suite("The description of the formats in the documentation")
struct FormatListTests {
    /// The rows of all tables in docs/formats.md, each with its cells.
    private func rows() throws -> [[String]] {
        String(decoding: try readFile(Fixtures.packageRoot + "/docs/formats.md"), as: UTF8.self)
            .split(separator: "\n")
            .filter { $0.hasPrefix("| ") }
            .map { line in
                line.split(separator: "|")
                    .map { String($0.drop(while: \.isWhitespace)).replacing(/\s+$/, with: "") }
            }
    }

    @Test("has every element of the schema, and every word that one can hold")
    func elements() throws {
        let schema = String(decoding: ApplicationDocument.schema, as: UTF8.self)
        let known = try rows()
        let fields = Set(known.compactMap { $0.first?.replacing("· ", with: "") })
        // The root and the items of lists stand in the text.
        let containers: Set = ["application", "member", "attachment"]
        for match in schema.matches(of: /<xs:element name="(\w+)"/) where !containers.contains(String(match.1)) {
            #expect(fields.contains("`\(match.1)`"), "\(match.1)")
        }
        let cells = known.flatMap(\.self).joined(separator: "\n")
        for match in schema.matches(of: /<xs:enumeration value="(.*?)"/) {
            #expect(cells.contains("`\(match.1)`"), "\(match.1)")
        }
    }

    @Test("has every element of a decision")
    func decision() throws {
        let schema = String(decoding: DecisionDocument.schema, as: UTF8.self)
        let text = try rows().flatMap(\.self).joined(separator: "\n")
        for match in schema.matches(of: /<xs:element name="(\w+)"/) where match.1 != "decision" {
            // The two languages stand in the text before the table.
            guard match.1 != "kk", match.1 != "ru" else { continue }
            #expect(text.contains("`\(match.1)`"), "\(match.1)")
        }
    }

    @Test("has every bound with its default")
    func limits() throws {
        let known = try rows()
        func check(_ value: Any, besides others: Set<String> = []) {
            for (label, bound) in Mirror(reflecting: value).children {
                let name = label ?? ""
                let row = known.first { $0.first == "`\(name)`" }
                #expect(row != nil, "\(name)")
                guard !others.contains(name) else { continue }
                #expect(row?[1].prefix { $0 != " " } == grouped(bound as? Int ?? -1), "\(name)")
            }
        }
        check(Limits())
        check(DocumentPolicy(), besides: ["mediaTypes", "jpeg", "pdf"])
        let rules: Set = [
            "arithmetic", "furtherPictures", "trailer", "location", "device", "owner", "fourColours",
        ]
        check(JPEGPolicy(), besides: rules)
        check(PDFPolicy(), besides: ["links", "embeddedFiles", "pictures"])
    }

    /// A number with commas between groups of three digits.
    private func grouped(_ number: Int) -> Substring {
        var digits = Array(String(number))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return Substring(digits)
    }
}
