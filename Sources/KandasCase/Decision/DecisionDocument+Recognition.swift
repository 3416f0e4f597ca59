internal import Glibc
public import KandasSign

extension DecisionDocument {
    /// Whether a document is a decision, by its root element, or holds one inside of something else.
    ///
    /// A decision that is wrapped in another document is recognised too, so that it is judged as a decision, which it is
    /// not, and never as some other document that happens to be signed.
    ///
    /// - Parameters:
    ///   - document: An XML document.
    ///   - limits: Bounds on what is read.
    /// - Returns: Whether it is one. What cannot be read as XML is none.
    public static func isDecision(_ document: any RandomAccessBytes, limits: Limits = Limits()) -> Bool {
        guard let stream = try? XMLStreamReader(document.source(), limits: limits),
            case .startElement(let root, _, _)? = try? stream.next()
        else { return false }
        if root == namespace { return true }
        guard (try? mentions(namespace, document)) == true else { return false }
        do throws(SigningError) {
            while let event = try stream.next() {
                if case .startElement(namespace, "decision", _) = event { return true }
            }
        } catch {
            return false
        }
        return false
    }

    /// Whether a document may be a decision on extension: whether it is one is not looked at.
    ///
    /// - Throws: ``SigningError``: what reading throws.
    public static func mayBeProlongation(_ document: any RandomAccessBytes) throws(SigningError) -> Bool {
        try mentions(">\(Decision.Kind.prolongation.rawValue)<", document)
    }

    /// Whether a word of ASCII stands somewhere in a document.
    private static func mentions(
        _ word: String,
        _ document: any RandomAccessBytes
    ) throws(SigningError) -> Bool {
        let word = Array(word.utf8)
        let source = document.source()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var window: [UInt8] = []
        while case let got = try source.read(into: &chunk), got > 0 {
            // A word may stand across two pieces.
            window = window.suffix(word.count - 1) + chunk[..<got]
            if window.withUnsafeBytes({ holds($0, word) }) { return true }
        }
        return false
    }

    /// Searches by the word's first octet, in machine code; whole archives pass through here.
    private static func holds(_ window: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
        guard let start = window.baseAddress, let first = word.first else { return false }
        var offset = 0
        while offset + word.count <= window.count,
            let found = memchr(start + offset, CInt(first), window.count - word.count + 1 - offset)
        {
            if memcmp(found, word, word.count) == 0 { return true }
            offset = start.distance(to: UnsafeRawPointer(found)) + 1
        }
        return false
    }
}
