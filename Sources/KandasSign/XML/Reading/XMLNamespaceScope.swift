/// The namespaces that are in scope while a document is read.
struct XMLNamespaceScope {
    private var bindings: [XMLNamespaceBinding] = []
    /// How many bindings were in scope before each open element.
    private var marks: [Int] = []

    /// Enters an element.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for a relative namespace URI, for which
    ///   there is no canonical form (Canonical XML 1.0 section 1.3).
    mutating func enter(_ tag: XMLStartTag) throws(SigningError) {
        marks.append(bindings.count)
        for index in 0..<tag.namespaceCount {
            let binding = tag.declaration(index)
            if let uri = binding.uri, !XMLName.bytes(uri).contains(0x3a) {
                throw .unsupported("XML: a relative namespace URI, which has no canonical form")
            }
            bindings.append(binding)
        }
    }

    /// Leaves the element that was entered last.
    mutating func leave() {
        guard let mark = marks.popLast() else { return }
        bindings.removeLast(bindings.count - mark)
    }

    /// What a prefix stands for; `nil` if it stands for nothing.
    func uri(of prefix: XMLNamePointer?) -> XMLNamePointer? {
        bindings.last { $0.prefix == prefix }?.uri
    }

    /// Every binding in scope, the latest of each prefix; those taken back are left out.
    var effective: [XMLNamespaceBinding] {
        var found: [XMLNamespaceBinding] = []
        var seen: Set<Int> = []
        for binding in bindings.reversed() where seen.insert(Int(bitPattern: binding.prefix)).inserted {
            if binding.uri != nil { found.append(binding) }
        }
        return found
    }
}
