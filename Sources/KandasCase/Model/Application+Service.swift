extension Application {
    /// What an application asks for.
    public enum Service: String, Sendable, CaseIterable, Codable {
        /// The assignment of kandas status.
        case assign = "ASSIGN"
        /// Its extension, once, for not more than six months.
        case extend = "EXTEND"
    }

    /// Whether a family comes by the regional quota (Migration Law, article 17-1).
    public enum Category: String, Sendable, CaseIterable, Codable {
        /// Included in the regional quota.
        case quota = "QUOTA"
        /// Came on its own.
        case own = "SELF"
    }

    /// The language of the correspondence.
    public enum CorrespondenceLanguage: String, Sendable, CaseIterable, Codable {
        /// Kazakh.
        case kazakh = "kk"
        /// Russian.
        case russian = "ru"
    }
}
