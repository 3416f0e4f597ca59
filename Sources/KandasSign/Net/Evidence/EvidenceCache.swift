/// Answers of services, kept in a folder of their own for those who ask again.
///
/// A file is named by the SHA-256 of the question. What is in it is believed no more than what comes over the network: its
/// signature and dates are checked each time, so a file that was damaged or put there by somebody else is as good as none.
public struct EvidenceCache: Sendable {
    /// The folder.
    public let path: String

    /// Opens a cache.
    ///
    /// - Parameter path: The folder; it is made if it is not there.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public init(path: String) throws(SigningError) {
        try Folder.make(path, mayBeFull: true)
        self.path = path
    }

    /// What was kept for a question; `nil` if there is nothing, or it cannot be read or is longer than `limit`.
    func answer(to question: String, kind: String, limit: Int) -> [UInt8]? {
        guard let place = place(question, kind) else { return nil }
        return try? InputFile(path: place).contents(limit: limit)
    }

    /// Keeps an answer, in the place of an earlier one. What cannot be kept is asked for again, which is no error.
    func keep(_ answer: [UInt8], for question: String, kind: String) {
        guard let place = place(question, kind) else { return }
        try? OutputFile.write(answer, to: place)
    }

    private func place(_ question: String, _ kind: String) -> String? {
        guard let digest = try? DigestAlgorithm.sha256.digest(of: Array(question.utf8)) else { return nil }
        return "\(path)/\(Hexadecimal.text(digest)).\(kind)"
    }
}
