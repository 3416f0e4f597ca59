/// What a ``DocumentGate`` lets pass in a JPEG.
///
/// As JSON it is an object with the names of its properties; those that are left out keep their defaults, and unknown
/// ones are an error. Lossless, hierarchical and 12-bit JPEG are always refused, since common programs do not open them.
public struct JPEGPolicy: Sendable, Hashable, Codable {
    /// The most pixels of a picture, width times height.
    ///
    /// A few kilobytes can claim four thousand million pixels, which whoever opens them has to hold in memory. The
    /// default is an A2 sheet at 600 dpi and some room.
    public var maximumPixels = 200_000_000

    /// The most scans of a picture.
    ///
    /// Every scan is a pass over all pixels for whoever opens it. Common programs write ten.
    public var maximumScans = 100

    /// The longest sum of all segments that a picture does not need, in bytes: APPn and comments.
    public var maximumMetadataBytes = 16 * 1_048_576

    /// The most further pictures behind the first one that a multi-picture index announces.
    public var maximumFurtherPictures = 16

    /// The most blank bytes behind the last picture.
    public var maximumBlanks = 65_536

    /// The longest trailer of a phone's own behind the last picture, in bytes.
    public var maximumTrailerBytes = 65_536

    /// The most decisions that an arithmetic-coded picture takes, besides 32 for each of its bytes.
    ///
    /// A likely decision takes almost no bits, so that a short file can keep a reader busy for long. The default is
    /// 32 for each block of a grey sheet at the default of ``maximumPixels``.
    public var maximumDecisions = 100_000_000

    /// What is made of arithmetic coding, which browsers do not show.
    public var arithmetic = Rule.warning

    /// What is made of further pictures that a multi-picture index announces: previews, gain maps, the other eye.
    public var furtherPictures = Rule.note

    /// What is made of a phone's trailer.
    public var trailer = Rule.note

    /// What is made of a place where the picture was taken.
    public var location = Rule.note

    /// What is made of maker and model of the device.
    public var device = Rule.note

    /// What is made of serial numbers and names of owners.
    public var owner = Rule.note

    /// What is made of four-colour print.
    public var fourColours = Rule.note

    /// The default policy.
    public init() {}

    /// What is made of something that may be found.
    public enum Rule: String, Sendable, Codable, CaseIterable {
        /// It passes without a word.
        case accept
        /// It passes with a note.
        case note
        /// It passes with a warning.
        case warning
        /// It is refused.
        case refuse

        /// The severity of a finding, or `nil` if there is none.
        var severity: DocumentFinding.Severity? {
            switch self {
            case .accept: nil
            case .note: .note
            case .warning: .warning
            case .refuse: .refuse
            }
        }
    }
}
