internal import Glibc

/// Python, whose packages are peers of ours: pyHanko and asn1crypto for CMS, jsonschema for JSON.
public enum Python {
    /// The interpreter: `KANDAS_TEST_PYTHON` if it is set, else that of `.venv` beside the package's sources, else the
    /// machine's.
    public static let interpreter: String = {
        if let named = getenv("KANDAS_TEST_PYTHON") { return String(cString: named) }
        let own = ["\(Fixtures.packageRoot)/.venv/bin/python", "\(Fixtures.packageRoot)/../main/.venv/bin/python"]
        return own.first { access($0, X_OK) == 0 } ?? "python3"
    }()

    /// Whether modules can be imported: `@Test(.enabled(if: Python.has("pyhanko"), "\(Python.absenceNote)"))`.
    public static func has(_ modules: String...) -> Bool {
        let outcome = try? Tool.run(interpreter, ["-c", "import \(modules.joined(separator: ", "))"])
        return outcome?.status == 0
    }

    /// What a skipped test says.
    public static let absenceNote = "a Python package to compare with is absent; scripts/test installs it"

    /// Runs a script of `Tests/Peers`; it must exit with 0.
    ///
    /// - Parameters:
    ///   - script: Its file name.
    ///   - arguments: Its arguments.
    ///   - input: The standard input.
    /// - Returns: What it wrote to the standard output.
    /// - Throws: ``SupportFailure`` if it cannot be run or exits otherwise.
    public static func run(_ script: String, _ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        let outcome = try Tool.run(
            interpreter,
            ["\(Fixtures.packageRoot)/Tests/Peers/\(script)"] + arguments,
            input: input
        )
        guard outcome.status == 0 else { throw SupportFailure("\(script): \(outcome)") }
        return outcome.output
    }
}
