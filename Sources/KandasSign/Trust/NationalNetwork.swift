/// Which of the two networks of the national CA a certificate belongs to. They are never mixed in one trust folder.
public enum NationalNetwork: String, Sendable, Codable, CaseIterable {
    /// The certificates that documents are signed with.
    case production
    /// The certificates of the published test kit, whose keys everybody has.
    case test
}
