/// Something that whoever looks after a trust folder should know.
public struct TrustFinding: Sendable, Hashable {
    /// What was found.
    public let code: Code
    /// How grave it is.
    public let severity: Severity
    /// The file it is about, or `nil` for the folder as a whole.
    public let file: String?
    /// What stands for the placeholders of its text.
    public let parameters: [String: String]

    init(_ code: Code, _ severity: Severity, file: String? = nil, _ parameters: [String: String] = [:]) {
        self.code = code
        self.severity = severity
        self.file = file
        self.parameters = parameters
    }

    /// How grave a finding is.
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        /// Worth knowing; nothing is lost by it.
        case warning
        /// Documents cannot be judged, or somebody may have changed the folder.
        case incomplete
        /// Something in the folder is not what it should be.
        case wrong

        /// Orders by gravity.
        public static func < (left: Severity, right: Severity) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    /// What was found. The raw value is printed and stable.
    public enum Code: String, Sendable, CaseIterable {
        /// A listed file has other bytes than were listed.
        case fileChanged = "TRUST_FILE_CHANGED"
        /// A listed file is not there.
        case fileMissing = "TRUST_FILE_MISSING"
        /// A file holds nothing of use.
        case fileUnused = "TRUST_FILE_UNUSED"
        /// The folder has a manifest, and an anchor that is not in it.
        case anchorUnlisted = "TRUST_ANCHOR_UNLISTED"
        /// An anchor has ended.
        case anchorExpired = "TRUST_ANCHOR_EXPIRED"
        /// An anchor is not valid yet.
        case anchorNotYetValid = "TRUST_ANCHOR_NOT_YET_VALID"
        /// No anchor is in force.
        case noAnchor = "TRUST_NO_ANCHOR"
        /// No anchor for a purpose is in force.
        case noAnchorForPurpose = "TRUST_NO_ANCHOR_FOR_PURPOSE"
        /// Certificates of both national networks, or of one that the folder is not for.
        case networksMixed = "TRUST_NETWORKS_MIXED"
        /// A certificate that is no anchor has ended.
        case certificateExpired = "TRUST_CERTIFICATE_EXPIRED"
        /// No path leads from a certificate to an anchor.
        case noPath = "TRUST_NO_PATH"
        /// A CA has no current revocation list in the folder.
        case listMissing = "TRUST_LIST_MISSING"
        /// A revocation list is overdue and no newer one is there.
        case listStale = "TRUST_LIST_STALE"
        /// A revocation list is of the future.
        case listNotYetValid = "TRUST_LIST_NOT_YET_VALID"
        /// A revocation list of a CA that is not in the folder.
        case listWithoutIssuer = "TRUST_LIST_WITHOUT_ISSUER"
        /// A revocation list that its issuer's key did not sign.
        case listNotGenuine = "TRUST_LIST_NOT_GENUINE"
        /// A revocation list signed with an algorithm that this library does not know.
        case listAlgorithmUnknown = "TRUST_LIST_ALGORITHM_UNKNOWN"
        /// A revocation list that cannot answer by itself: a delta list, an indirect one.
        case listIncomplete = "TRUST_LIST_INCOMPLETE"
    }
}
