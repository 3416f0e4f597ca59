import FoundationEssentials
import KandasSign
import Support

/// The codes that this module's reasons can have, and the values that each gives its text, as the sources say.
///
/// A copied list would forget the code that somebody adds tomorrow. So every `Reason(…)` is looked at: its code is a
/// literal, or comes from an enumeration, or is handed to a helper in the same file, whose literals then all count.
struct ReasonSources {
    /// For each code the parameters that all of its reasons have, as far as can be seen without running them.
    private(set) var parameters: [String: Set<String>] = [:]
    /// First arguments of `Reason(…)` that are none of the forms that are known here.
    private(set) var unknownArguments: Set<String> = []

    /// Codes that reach a reason as values.
    private static let enumerations: [String: [String]] = [
        "finding.rawValue": CMSFinding.allCases.map(\.rawValue),
        "finding.kind.rawValue": XMLSignatureFinding.Kind.allCases.map(\.rawValue),
        "pdfFinding.kind.rawValue": PDFSignatureFinding.Kind.allCases.map(\.rawValue),
        "fitness.rawValue": SigningFitness.allCases.filter { $0 != .fit }.map(\.rawValue),
    ]
    /// Codes that are parameters of a helper or variables, in the file of the reason.
    private static let helperArguments: Set = ["code"]
    /// Initialisers for the codes of refused archives, which begin with `ZIP_` and stand beside one another.
    private static let refusalLabels: Set = ["damage", "refusal"]

    init() throws {
        let folder = Fixtures.packageRoot + "/Sources/KandasSign"
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".swift") {
            let lines = String(decoding: try readFile("\(folder)/\(name)"), as: UTF8.self).split(separator: "\n")
            read(lines.filter { $0.wholeMatch(of: /\s*\/\/.*/) == nil }.joined(separator: "\n"))
        }
    }

    private mutating func read(_ text: String) {
        for match in text.matches(of: /rawValue: "(ZIP_[A-Z0-9_]+)"/) { add(String(match.1), ["detail", "file"]) }
        var hasHelper = false
        // The parameters of an enumeration's codes depend on the case, so they are joined here.
        var joined: [String: Set<String>] = [:]
        for match in text.matches(of: /\bReason\(/) {
            let arguments = ReasonSources.arguments(text[match.range.upperBound...])
            guard let first = arguments.first else { continue }
            let literals = ReasonSources.codes(in: first)
            if let codes = ReasonSources.enumerations[first] {
                for code in codes { joined[code, default: []].formUnion(ReasonSources.keys(of: arguments) ?? []) }
            } else if ReasonSources.helperArguments.contains(first) {
                hasHelper = true
            } else if !literals.isEmpty {
                for code in literals { add(code, ReasonSources.keys(of: arguments) ?? ReasonSources.keys(in: text)) }
            } else if !ReasonSources.refusalLabels.contains(String(first.prefix { $0 != ":" })) {
                unknownArguments.insert(first)
            }
        }
        for (code, keys) in joined { add(code, keys) }
        guard hasHelper else { return }
        for code in ReasonSources.codes(in: text) where parameters[code] == nil {
            add(code, ReasonSources.keys(in: text))
        }
    }

    private mutating func add(_ code: String, _ keys: Set<String>) {
        parameters[code] = parameters[code].map { $0.intersection(keys) } ?? keys
    }

    private static func codes(in text: some StringProtocol) -> [String] {
        String(text).matches(of: /"([A-Z0-9]+(?:_[A-Z0-9]+)+)"/).map { String($0.1) }
    }

    /// The keys of the argument `parameters`; `nil` if it is no literal.
    private static func keys(of arguments: [String]) -> Set<String>? {
        guard let argument = arguments.first(where: { $0.hasPrefix("parameters:") }) else { return [] }
        return argument.contains("[") ? keys(in: argument) : nil
    }

    private static func keys(in text: String) -> Set<String> {
        Set(text.matches(of: /"(\w+)"(?:: |\] = )/).map { String($0.1) })
    }

    /// The arguments of a call, without what surrounds them; `text` begins behind the opening parenthesis.
    private static func arguments(_ text: Substring) -> [String] {
        var arguments: [String] = []
        var current = ""
        var depth = 0
        var isString = false
        for character in text {
            if character == "\"" { isString.toggle() }
            if !isString {
                if "([{".contains(character) { depth += 1 }
                if ")]}".contains(character) { depth -= 1 }
                if depth < 0 || depth == 0 && character == "," {
                    arguments.append(String(current.drop(while: \.isWhitespace)).replacing(/\s+$/, with: ""))
                    current = ""
                    if depth < 0 { break }
                    continue
                }
            }
            current.append(character)
        }
        return arguments
    }
}
