import KandasSign

extension Console {
    /// A result line for a file that could not be read, where others could.
    func write(unreadable path: String, _ error: SigningError) throws(SigningError) {
        note("\(path): \(error)")
        guard isJSON else { return }
        try write(
            object: UnreadableFile(
                file: path,
                verdict: "indeterminate",
                error: .init(code: error.code.rawValue, reason: error.reason),
                reasons: [.init(code: error.code.rawValue, text: error.reason)],
                signatures: []
            )
        )
    }

    private struct UnreadableFile: Encodable {
        struct Failure: Encodable {
            let code: String
            let reason: String
        }
        struct Finding: Encodable {
            let code: String
            let text: String
        }
        let file: String
        let verdict: String
        let error: Failure
        let reasons: [Finding]
        // Always there, so that a reader of lines need not ask.
        let signatures: [String]
    }
}
