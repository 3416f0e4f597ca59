/// One value of an object, by its place in the bytes.
struct PDFNode {
    /// Where it begins.
    var start: UInt32
    /// Where it ends.
    var end: UInt32
    /// Of an array or a dictionary, the index behind its last descendant; of a reference, the object's number.
    var link: UInt32
    var kind: PDFTape.Kind
    /// Of a name, its index in ``PDFName/byIndex``.
    var name: UInt8
    /// Whether it is a key of a dictionary.
    var isKey: Bool
    /// Of a reference, the generation; 255 stands for more.
    var generation: UInt8
}

/// The values of one object, one after the other in the order of the bytes: nothing is copied out of them.
///
/// Values are named by their index; an array or a dictionary stands before its members. Index 0 is the object itself.
package final class PDFTape {
    /// The kind of a value.
    package enum Kind: UInt8, Sendable {
        case null, boolean, integer, real, string, hexadecimalString, name, array, dictionary, reference
    }

    // A tape is filled and read by one task; checking every access costs a tenth of all the time.
    @exclusivity(unchecked) var nodes: [PDFNode] = []
    /// The bytes that the values lie in.
    @exclusivity(unchecked) package internal(set) var view: ByteView

    /// Creates an empty tape.
    package init(view: ByteView) { self.view = view }

    /// How many values there are.
    package var count: Int { nodes.count }

    /// What a value is.
    package func kind(_ index: Int) -> Kind { nodes[index].kind }

    /// Whether a value is a key of a dictionary.
    package func isKey(_ index: Int) -> Bool { nodes[index].isKey }

    /// The bytes of a value, delimiters included.
    package func range(_ index: Int) -> Range<Int> { Int(nodes[index].start)..<Int(nodes[index].end) }

    /// The index behind a value and all that is within it.
    package func after(_ index: Int) -> Int {
        let node = nodes[index]
        return node.kind == .array || node.kind == .dictionary ? Int(node.link) : index + 1
    }

    /// A name, if the value is one.
    package func name(_ index: Int) -> PDFName? {
        let node = nodes[index]
        return node.kind == .name ? PDFName.byIndex[Int(node.name)] : nil
    }

    /// An integer, if the value is one that fits.
    package func integer(_ index: Int) -> Int? {
        nodes[index].kind == .integer ? PDFNumber.integer(view, range(index)) : nil
    }

    /// A number, if the value is one.
    package func number(_ index: Int) -> Double? {
        switch nodes[index].kind {
        case .integer, .real: PDFNumber.real(view, range(index))
        default: nil
        }
    }

    /// The object's number, if the value is a reference.
    package func reference(_ index: Int) -> Int? {
        nodes[index].kind == .reference ? Int(nodes[index].link) : nil
    }

    /// The bytes of a string, decoded; `nil` if the value is none.
    ///
    /// - Parameters:
    ///   - index: The value.
    ///   - limit: How many bytes are given at most.
    /// - Returns: The bytes.
    package func string(_ index: Int, limit: Int) -> [UInt8]? {
        switch nodes[index].kind {
        case .string: PDFString.literal(view, range(index), limit: limit)
        case .hexadecimalString: PDFString.hexadecimal(view, range(index), limit: limit)
        default: nil
        }
    }

    /// The value of a dictionary's key; `nil` if the value at `index` is no dictionary or has no such key.
    package func value(_ index: Int, _ key: PDFName) -> Int? {
        let node = nodes[index]
        guard node.kind == .dictionary else { return nil }
        var position = index + 1
        while position + 1 < Int(node.link) {
            if nodes[position].isKey, PDFName.byIndex[Int(nodes[position].name)] == key { return position + 1 }
            position = after(position + 1)
        }
        return nil
    }

    /// The members of an array, or the keys and values of a dictionary in turn.
    package func members(_ index: Int) -> [Int] {
        let node = nodes[index]
        guard node.kind == .array || node.kind == .dictionary else { return [] }
        var members: [Int] = []
        var position = index + 1
        while position < Int(node.link) {
            members.append(position)
            position = after(position)
        }
        return members
    }

    /// Whether a value has no members; `null` has none.
    package func isEmpty(_ index: Int) -> Bool {
        switch nodes[index].kind {
        case .null: true
        case .array, .dictionary: Int(nodes[index].link) == index + 1
        default: false
        }
    }
}
