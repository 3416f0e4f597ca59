/// What became of one file that was to be fetched.
public struct FetchedFile: Sendable, Hashable {
    /// Its usual name.
    public let name: String
    /// Where it was asked for last, or `nil` if nobody had to be asked.
    public let address: HTTPAddress?
    /// What became of it.
    public let outcome: Outcome

    /// Whether it was put into the folder.
    public var isTaken: Bool { if case .taken = outcome { true } else { false } }

    /// What became of a file.
    public enum Outcome: Sendable, Hashable {
        /// It proved itself and is now in the folder, under this name.
        case taken(String)
        /// It is in the folder already, under this name.
        case present(String)
        /// No address is known, so somebody has to bring it.
        case noAddress
        /// No address gave it.
        case unavailable(HTTPFailure)
        /// Something came that is not what it should be; what it is instead.
        case refused(Refusal, String)
    }

    /// Why something that came was refused. The raw value is printed and stable.
    public enum Refusal: String, Sendable, CaseIterable {
        /// A certificate with another SHA-256 than the known one.
        case otherDigest = "PIN_MISMATCH"
        /// Not one certificate.
        case notACertificate = "NOT_A_CERTIFICATE"
        /// Not one revocation list.
        case notAList = "NOT_A_REVOCATION_LIST"
        /// A list whose issuer's certificate is not in the folder.
        case issuerMissing = "LIST_ISSUER_MISSING"
        /// A list that its issuer's key did not sign.
        case notSigned = "LIST_NOT_GENUINE"
        /// A list signed with an algorithm that this library does not know.
        case algorithmUnknown = "LIST_ALGORITHM_UNKNOWN"
        /// A list that is older than one in the folder.
        case older = "LIST_OLDER"
    }
}
