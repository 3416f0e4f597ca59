/// An error thrown by the KandasSign module: something could not be read, reached, written or used.
///
/// Switch on ``code``; it is stable across releases. Everything else is for people: it names the step that failed and
/// what OpenSSL said about it, and its wording may change. A bad signature is never an error but a value in a report.
public struct SigningError: Error, Sendable {
    /// What went wrong.
    public let code: Code

    /// The step that failed, in English, without secrets or file contents.
    public let reason: String

    /// OpenSSL's error queue when the step failed, oldest entry first. Empty if OpenSSL was not involved.
    public let diagnostics: [String]

    /// The name of the file inside a container that the step failed on, made printable, or `nil` for the input itself.
    public let file: String?

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: What went wrong.
    ///   - reason: The step that failed, in English, without secrets or file contents.
    ///   - diagnostics: OpenSSL's error queue, if OpenSSL was involved.
    ///   - file: The name of the file inside a container, if the step concerned one.
    public init(_ code: Code, _ reason: String, diagnostics: [String] = [], file: String? = nil) {
        self.code = code
        self.reason = reason
        self.diagnostics = diagnostics
        self.file = file
    }

    /// The kind of a ``SigningError``. The raw value is printed and stable.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The stable text, such as `MALFORMED_INPUT`.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The input is not a well-formed certificate, key, signature, container or document.
        public static let malformedInput = Code(rawValue: "MALFORMED_INPUT")
        /// The input is larger, deeper or more numerous than ``Limits`` allows.
        public static let limitExceeded = Code(rawValue: "LIMIT_EXCEEDED")
        /// The input is of a kind or uses an algorithm that is refused or not known.
        public static let unsupported = Code(rawValue: "UNSUPPORTED")
        /// The XML document has a document type declaration, which no format of this library has.
        public static let documentTypeRefused = Code(rawValue: "XML_DTD_REFUSED")
        /// A file or stream could not be opened or read.
        public static let inputUnavailable = Code(rawValue: "INPUT_UNAVAILABLE")
        /// An output could not be written whole; nothing was left behind.
        public static let outputUnwritable = Code(rawValue: "OUTPUT_UNWRITABLE")
        /// The password does not open the key.
        public static let passwordRefused = Code(rawValue: "PASSWORD_REFUSED")
        /// The key file holds no usable pair of key and certificate.
        public static let keyUnusable = Code(rawValue: "KEY_UNUSABLE")
        /// Key and certificate do not belong together.
        public static let keyMismatch = Code(rawValue: "KEY_MISMATCH")
        /// The certificate of the key has ended.
        public static let keyExpired = Code(rawValue: "KEY_EXPIRED")
        /// The certificate of the key is not valid yet.
        public static let keyNotYetValid = Code(rawValue: "KEY_NOT_YET_VALID")
        /// The key serves authentication only and must not sign documents.
        public static let keyForAuthentication = Code(rawValue: "AUTH_KEY_USED")
        /// The certificate of the key does not allow signing documents.
        public static let keyNotForSigning = Code(rawValue: "KEY_NOT_FOR_SIGNING")
        /// The key file needs OpenSSL's legacy provider (RC2, DES), which is not on this machine.
        public static let legacyCryptoMissing = Code(rawValue: "LEGACY_CRYPTO_MISSING")
        /// A file that should be certificates is something else.
        public static let notACertificate = Code(rawValue: "NOT_A_CERTIFICATE")
        /// A certificate that is not a CA's cannot be an anchor.
        public static let anchorNotAuthority = Code(rawValue: "ANCHOR_NOT_AUTHORITY")
        /// Purposes were given for a certificate that is not to be an anchor.
        public static let purposeWithoutAnchor = Code(rawValue: "PURPOSE_WITHOUT_ANCHOR")
        /// A trust folder holds one network's certificates, production or test, and never another's.
        public static let trustNetworksMixed = Code(rawValue: "TRUST_NETWORKS_MIXED")
        /// OpenSSL failed in a way that says nothing about the input.
        public static let cryptoLibraryFailure = Code(rawValue: "CRYPTO_LIBRARY_FAILURE")

        /// The stable text.
        public var description: String { rawValue }
    }
}

extension SigningError: CustomStringConvertible {
    /// The code, the file inside a container, the reason and, in parentheses, what OpenSSL said.
    public var description: String {
        let detail = diagnostics.isEmpty ? "" : " (\(diagnostics.joined(separator: "; ")))"
        return "\(code): \(file.map { "\($0): " } ?? "")\(reason)\(detail)"
    }
}

extension SigningError {
    /// The input could not be decoded.
    @inline(never)
    package static func malformed(_ reason: String) -> SigningError { SigningError(.malformedInput, reason) }

    /// The input passes a limit.
    @inline(never)
    package static func limit(_ reason: String) -> SigningError { SigningError(.limitExceeded, reason) }

    /// The input is of a kind that is refused or not known.
    @inline(never)
    package static func unsupported(_ reason: String) -> SigningError { SigningError(.unsupported, reason) }
}
