internal import Glibc
import Support
import Testing

/// Holds what the command writes against a published schema, with the Python package jsonschema.
enum SchemaValidator {
    /// Whether Python and the package are there.
    static let isPresent = (try? Tool.run(python, ["-c", "import jsonschema"]))?.status == 0

    /// What a skipped test says.
    static let absenceNote: Comment = "the Python package jsonschema is absent; scripts/test installs it"

    /// Checks lines of JSON.
    ///
    /// - Parameters:
    ///   - lines: One object a line; none at all does not fit.
    ///   - schema: The name of a file in `schemas`.
    /// - Returns: What does not fit, a line each; empty if every line fits.
    /// - Throws: `SupportFailure` if it cannot be said.
    static func deviations(in lines: [UInt8], from schema: String) throws -> String {
        let script = "\(Fixtures.packageRoot)/Tests/Peers/validate_lines.py"
        let outcome = try Tool.run(python, ["-B", script, "\(Fixtures.packageRoot)/schemas/\(schema)"], input: lines)
        guard outcome.status == 0 || outcome.status == 1 && !outcome.output.isEmpty else {
            throw SupportFailure("\(outcome)")
        }
        return outcome.text.split(separator: "\n").joined(separator: "\n")
    }

    /// `KANDAS_TEST_PYTHON` if it is set, else that of `.venv`, else the machine's.
    private static let python: String = {
        if let named = getenv("KANDAS_TEST_PYTHON") { return String(cString: named) }
        let own = "\(Fixtures.packageRoot)/.venv/bin/python"
        return access(own, X_OK) == 0 ? own : "python3"
    }()
}
