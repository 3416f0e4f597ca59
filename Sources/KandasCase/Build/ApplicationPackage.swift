public import KandasSign

/// An application ready to be packed and signed, with all that was found on the way.
public struct ApplicationPackage: Sendable {
    /// The application as it stands in the package.
    public let application: Application
    /// The files in their order: application.xml first, then the attachments.
    public let entries: [PackageEntry]
    /// What was found: by the rules, about the attachments.
    ///
    /// A failure means that intake would return the application.
    public let reasons: [Reason]
    /// The paths of attachments that could not be read; each has a reason too.
    public let unreadable: [String]

    /// Whether intake would return it.
    public var isIncomplete: Bool { reasons.contains { $0.severity == .failure } }

    /// The name of the application in a package.
    public static let applicationName = "application.xml"
}
