/// A piece of a print form: texts that stand together, with the role that they play.
public struct PrintBlock: Hashable, Sendable {
    /// What it is, by the path of the field in the decision: `holder.iin`. Stable within a template.
    public let name: String
    /// The role it plays.
    public let style: Style
    /// The texts, in the order in which they are read and drawn.
    public let texts: [String]

    /// The foot of a page; see ``PrintForm/footer(page:of:)``.
    public static func footer(_ texts: [String]) -> PrintBlock { PrintBlock("footer", .notice, texts) }

    init(_ name: String, _ style: Style, _ texts: [String]) {
        self.name = name
        self.style = style
        self.texts = texts
    }

    /// A text in both languages; nothing where neither has one.
    init?(_ name: String, _ style: Style, _ text: BilingualText?) {
        guard let text, text.kazakh?.isEmpty == false || text.russian?.isEmpty == false else { return nil }
        self.init(name, style, [text.kazakh ?? "", text.russian ?? ""])
    }

    /// The role of a block.
    public enum Style: Hashable, Sendable {
        /// The document's number, above everything else: one text.
        case number
        /// The body that decided: Kazakh and Russian.
        case letterhead
        /// What the document is called: Kazakh and Russian.
        case title
        /// Day and place: Kazakh and Russian.
        case place
        /// What was decided, in a sentence: Kazakh and Russian.
        case statement
        /// The heading of what follows: Kazakh and Russian.
        case heading
        /// A label in Kazakh and Russian, and the value.
        case field
        /// Running text: Kazakh and Russian.
        case paragraph
        /// What must not be overlooked: Kazakh and Russian.
        case notice
        /// The official: position in Kazakh and Russian, the name, and that it was signed in Kazakh and Russian.
        case signature
        /// What stands with the compact code: Kazakh and Russian.
        case claim
        /// What stands with the row of codes: Kazakh and Russian, and a number under each code.
        case codes
    }
}
