/// A dictionary as it stands in a file, to be written again with some of its entries changed.
///
/// Values are kept as they are spelled, so that nothing is lost that is not understood here.
package struct PDFDictionaryText: Sendable, Hashable {
    /// One entry.
    private struct Entry: Sendable, Hashable {
        var name: String
        var spelling: [UInt8]
        var value: [UInt8]
    }

    private var entries: [Entry] = []

    /// Creates an empty dictionary.
    package init() {}

    /// Copies a dictionary from a tape.
    ///
    /// - Returns: `nil` if the value is none.
    package init?(_ tape: PDFTape, at index: Int = 0) {
        guard index < tape.count, tape.kind(index) == .dictionary else { return nil }
        let members = tape.members(index)
        for pair in stride(from: 0, to: members.count - 1, by: 2) {
            guard let name = tape.nameText(members[pair]) else { return nil }
            entries.append(
                Entry(
                    name: name,
                    spelling: tape.view.bytes(tape.range(members[pair])),
                    value: tape.view.bytes(tape.range(members[pair + 1]))
                )
            )
        }
    }

    /// The names of the entries, in their order.
    package var names: [String] { entries.map(\.name) }

    /// The spelling of an entry's value; setting `nil` takes the entry out.
    ///
    /// A name that is set must consist of letters, digits and such marks as need no escape.
    package subscript(name: String) -> [UInt8]? {
        get { entries.first { $0.name == name }?.value }
        set {
            guard let newValue else { return entries.removeAll { $0.name == name } }
            if let index = entries.firstIndex(where: { $0.name == name }) {
                entries[index].value = newValue
            } else {
                entries.append(Entry(name: name, spelling: Array("/\(name)".utf8), value: newValue))
            }
        }
    }

    /// Sets an entry to text in the syntax of PDF.
    package mutating func set(_ name: String, _ spelling: String) { self[name] = Array(spelling.utf8) }

    /// The dictionary in the syntax of PDF.
    package var bytes: [UInt8] {
        var result = Array("<<".utf8)
        for entry in entries {
            result += entry.spelling
            result.append(0x20)
            result += entry.value
            result.append(0x0a)
        }
        return result + Array(">>".utf8)
    }
}
