import KandasSign

extension Console {
    /// The result of a verb that writes several files.
    func write(files: [String]) throws(SigningError) {
        if isJSON {
            try write(object: ["files": files])
        } else {
            try write(([word("RESULT_WRITTEN") + ":"] + files.map { "  \($0)" }).joined(separator: "\n"))
        }
    }
}
