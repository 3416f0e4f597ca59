internal import Glibc
import KandasSign
import KandasText

/// Where a verb's results and messages go.
///
/// Results are gathered and written in large pieces, and each write is checked, so that a full disk or a closed pipe is
/// seen. On a terminal each result appears at once.
final class Console {
    /// Whether results are JSON, one object a line.
    let isJSON: Bool
    /// The language of texts.
    let language: Language

    private let results: CInt
    private let isInteractive: Bool
    private var pending: [UInt8] = []
    /// Whether a write has failed; what comes after it is not tried, since a result with a hole is worse than none.
    private var isBroken = false

    /// Creates a console.
    ///
    /// - Parameters:
    ///   - isJSON: Whether results are JSON.
    ///   - language: The language of texts.
    ///   - productPath: Where the verb's product goes. If that is the standard output, results go to the standard error.
    init(isJSON: Bool = false, language: Language = .english, productPath: String? = nil) {
        self.isJSON = isJSON
        self.language = language
        results = productPath == "-" ? STDERR_FILENO : STDOUT_FILENO
        isInteractive = isatty(results) == 1
    }

    /// Writes a result as text, one or several lines.
    ///
    /// Control characters are shown, not obeyed: names in strangers' files must not steer a terminal. Times are told by the
    /// clocks of Kazakhstan; in JSON they stay in UTC.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    func write(_ text: String) throws(SigningError) {
        try append(Array(text.withVisibleControls.withLocalTimes.utf8))
    }

    /// Writes a result as one line of JSON.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    func write(object: some Encodable) throws(SigningError) {
        try append(JSONLine.encode(object))
    }

    /// Writes a message that is not a result to the standard error, as text.
    func note(_ text: String) {
        Console.writeToStandardError("kandas-sign: \(text.withVisibleControls)\n")
    }

    /// A line that shows how far long work has come, unless results already do so on the same terminal.
    func progress(_ label: String, total: Int?) -> ProgressLine {
        ProgressLine(label, total: total, isShown: !isInteractive && isatty(STDERR_FILENO) == 1)
    }

    /// Reports an error that ends the verb: a line on the standard error and, with JSON, an object in the results.
    func report(_ error: any Error) {
        switch error {
        case let error as SigningError: report(code: error.code.rawValue, reason: error.reason, error.diagnostics)
        case is DecodingError: report(code: SigningError.Code.malformedInput.rawValue, reason: "\(error)")
        default: report(code: "INTERNAL", reason: "\(error)")
        }
    }

    /// Reports an error by its stable code.
    func report(code: String, reason: String, _ diagnostics: [String] = []) {
        // What was found before the error comes before it.
        try? flush()
        let detail = diagnostics.isEmpty ? "" : " (\(diagnostics.joined(separator: "; ")))"
        note("\(code): \(reason)\(detail)".replacing("\n", with: " "))
        if isJSON { try? write(object: ErrorObject(error: .init(code: code, reason: reason))) }
    }

    /// Writes what is pending.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``; what was pending is given up.
    func flush() throws(SigningError) {
        var rest = pending[...]
        pending = []
        while !rest.isEmpty, !isBroken {
            let written = rest.withUnsafeBytes { Glibc.write(results, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                isBroken = true
                throw SigningError(.outputUnwritable, "cannot write the results: \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Writes what is pending and ends the program.
    func finish(with status: ExitStatus) -> Never {
        do throws(SigningError) {
            try flush()
        } catch {
            note("\(error)")
            exit(ExitStatus.cannotWrite.rawValue)
        }
        exit(status.rawValue)
    }

    /// Writes text to the standard error; where that fails there is nobody left to tell.
    static func writeToStandardError(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { return }
        }
    }

    private func append(_ line: [UInt8]) throws(SigningError) {
        pending += line
        if pending.last != 0x0a { pending.append(0x0a) }
        if isInteractive || pending.count >= 65_536 { try flush() }
    }

    private struct ErrorObject: Encodable {
        struct Content: Encodable {
            let code: String
            let reason: String
        }
        let error: Content
    }
}
