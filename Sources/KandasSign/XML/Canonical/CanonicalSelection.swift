/// What of a document is canonicalised.
struct CanonicalSelection: Hashable {
    /// Where it begins.
    enum Apex: Hashable {
        /// The document, with the comments and processing instructions around its root element.
        case document
        /// The element with this number, counted from 0 by start tags.
        case element(Int)
        /// The element with this identifier.
        case identifier(String)
    }

    /// Where it begins.
    var apex: Apex
    /// The numbers of elements that are left out with all they hold.
    var excluded: Set<Int> = []
    /// Whether every `ds:Signature` is left out.
    var excludesSignatures = false

    /// Whether the element with this number is left out.
    func leavesOut(_ number: Int) -> Bool { !excluded.isEmpty && excluded.contains(number) }
}
