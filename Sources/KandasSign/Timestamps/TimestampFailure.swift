/// Why no timestamp came, or none that can be used.
public enum TimestampFailure: Error, Sendable, Hashable {
    /// The service gave no answer.
    case unavailable(HTTPFailure)
    /// The authority refused.
    case refused(PKIStatus, [PKIFailureInfo], text: String)
    /// What came is no answer to what was asked.
    case unusable(Mismatch, detail: String)

    /// What is wrong with an answer.
    public enum Mismatch: String, Sendable, Hashable, CaseIterable {
        /// It cannot be read.
        case unreadable = "UNREADABLE"
        /// It says that it was granted and holds no token.
        case tokenMissing = "TOKEN_MISSING"
        /// The token is over something else.
        case imprint = "IMPRINT"
        /// It is not the answer to this question, but to an earlier one or to nobody's.
        case nonce = "NONCE"
        /// The token was made under another policy than the one asked for.
        case policy = "POLICY"
        /// The authority's certificate was asked for and is not in the token.
        case certificate = "CERTIFICATE"
        /// The authority's signature does not hold, or does not name its certificate.
        case signature = "SIGNATURE"
    }
}

extension TimestampFailure: CustomStringConvertible {
    /// What happened, in English.
    public var description: String {
        switch self {
        case .unavailable(let failure): failure.description
        case .refused(let status, let failures, let text):
            "the authority answered \(status)"
                + (failures.isEmpty ? "" : ": \(failures.map { "\($0)" }.joined(separator: ", "))")
                + (text.isEmpty ? "" : " (“\(text)”)")
        case .unusable(let mismatch, let detail): "the answer cannot be used, \(mismatch.rawValue): \(detail)"
        }
    }
}

extension SigningError {
    /// What a failed timestamp comes to for whoever needed it.
    ///
    /// - Parameters:
    ///   - failure: What happened.
    ///   - address: Whom was asked.
    public init(_ failure: TimestampFailure, address: String) {
        let code: Code =
            switch failure {
            case .unavailable: .timestampUnavailable
            case .refused: .timestampRefused
            case .unusable: .timestampUnusable
            }
        self.init(code, "no timestamp from \(address): \(failure)")
    }
}

extension SigningError.Code {
    /// A time-stamping service gave no answer.
    public static let timestampUnavailable = SigningError.Code(rawValue: "TIMESTAMP_UNAVAILABLE")
    /// A time-stamping authority refused.
    public static let timestampRefused = SigningError.Code(rawValue: "TIMESTAMP_REFUSED")
    /// A time-stamping authority's answer is not one to what was asked, or its token does not hold.
    public static let timestampUnusable = SigningError.Code(rawValue: "TIMESTAMP_UNUSABLE")
}
