/// Writes the canonical form of one element with all it holds, or of a whole document.
///
/// Parts can be left out only as whole elements, as every transform that is accepted here does. So each element that is
/// written has all of its ancestors written too, up to the apex.
final class CanonicalWriter {
    private let method: CanonicalizationMethod
    private let output: CanonicalOutput
    // One thread uses a writer, and no method is entered twice: the run-time checks would cost a tenth of the time.
    /// The namespaces that were written in the elements that are open, and how many there were before each of them.
    @exclusivity(unchecked) private var rendered: [XMLNamespaceBinding] = []
    @exclusivity(unchecked) private var marks: [Int] = []
    // Kept between elements so that none of them allocates.
    @exclusivity(unchecked) private var declarations: [XMLNamespaceBinding] = []
    @exclusivity(unchecked) private var attributes: [XMLStartTag.Attribute] = []

    init(_ method: CanonicalizationMethod, to sink: any ByteSink) {
        self.method = method
        output = CanonicalOutput(sink)
    }

    /// How deep the writer stands inside its apex.
    var depth: Int { marks.count }

    /// Writes a start tag.
    ///
    /// - Parameters:
    ///   - tag: The tag.
    ///   - scope: The namespaces in scope, the tag's own included.
    ///   - inherited: At the apex, the attributes of `xml` that open elements outside have, the outermost first.
    /// - Throws: What the sink throws.
    func start(
        _ tag: XMLStartTag,
        scope: XMLNamespaceScope,
        inherited: [InheritedAttribute] = []
    ) throws(SigningError) {
        let isApex = marks.isEmpty
        marks.append(rendered.count)
        collectAttributes(tag)
        var kept: [InheritedAttribute] = []
        if isApex, !inherited.isEmpty { kept = inherit(inherited) }
        collectDeclarations(tag, scope: scope, isApex: isApex)

        try output.write(0x3c)
        try output.write(prefix: tag.prefix, name: tag.name)
        for declaration in declarations {
            try output.write(" xmlns")
            if let prefix = declaration.prefix {
                try output.write(0x3a)
                try output.write(name: prefix)
            }
            try output.write("=\"")
            if let uri = declaration.uri { try output.write(value: XMLName.bytes(uri)) }
            try output.write(0x22)
        }
        for attribute in attributes {
            try output.write(0x20)
            try output.write(prefix: attribute.prefix, name: attribute.name)
            try output.write("=\"")
            try output.write(value: attribute.value)
            try output.write(0x22)
        }
        try output.write(0x3e)
        withExtendedLifetime(kept) {}
    }

    /// Writes the end tag of the element that was started last.
    func end(prefix: XMLNamePointer?, name: XMLNamePointer) throws(SigningError) {
        try output.write("</")
        try output.write(prefix: prefix, name: name)
        try output.write(0x3e)
        if let mark = marks.popLast() { rendered.removeLast(rendered.count - mark) }
    }

    /// Writes text.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) { try output.write(text: bytes) }

    /// Writes a comment, if the method keeps them.
    func comment(_ bytes: UnsafeBufferPointer<UInt8>, position: Position) throws(SigningError) {
        guard method.withComments else { return }
        if position == .afterRoot { try output.write(0x0a) }
        try output.write("<!--")
        try output.write(markup: bytes)
        try output.write("-->")
        if position == .beforeRoot { try output.write(0x0a) }
    }

    /// Writes a processing instruction.
    func instruction(
        target: XMLNamePointer,
        data: UnsafeBufferPointer<UInt8>,
        position: Position
    ) throws(SigningError) {
        if position == .afterRoot { try output.write(0x0a) }
        try output.write("<?")
        try output.write(name: target)
        if !data.isEmpty {
            try output.write(0x20)
            try output.write(markup: data)
        }
        try output.write("?>")
        if position == .beforeRoot { try output.write(0x0a) }
    }

    /// Passes on what is still held back.
    func finish() throws(SigningError) { try output.flush() }

    /// Where a comment or processing instruction stands.
    enum Position {
        case beforeRoot
        case inside
        case afterRoot
    }

    private func collectAttributes(_ tag: XMLStartTag) {
        attributes.removeAll(keepingCapacity: true)
        for index in 0..<tag.attributeCount {
            if let attribute = tag.attribute(index) { insert(attribute) }
        }
    }

    /// Inserts by namespace URI, then local name (Canonical XML 1.0 section 2.2).
    private func insert(_ attribute: XMLStartTag.Attribute) {
        var place = attributes.count
        while place > 0 {
            let before = attributes[place - 1]
            let order = XMLName.compare(before.namespace, attribute.namespace)
            guard order > 0 || order == 0 && XMLName.compare(before.name, attribute.name) > 0 else { break }
            place -= 1
        }
        attributes.insert(attribute, at: place)
    }

    /// Adds what the apex takes over from elements outside (Canonical XML 1.0 section 2.4, 1.1 section 2.4).
    ///
    /// - Returns: The objects that own the added values.
    private func inherit(_ outer: [InheritedAttribute]) -> [InheritedAttribute] {
        guard method.family != .exclusive else { return [] }
        var kept: [InheritedAttribute] = []
        var bases: [InheritedAttribute] = []
        for candidate in outer.reversed() {
            let isBase = XMLName.equals(candidate.name, "base")
            if method.family == .inclusive11 {
                if isBase { bases.append(candidate) }
                guard XMLName.equals(candidate.name, "lang") || XMLName.equals(candidate.name, "space") else {
                    continue
                }
            }
            let isThere = attributes.contains {
                $0.name == candidate.name && $0.namespace == candidate.namespace
            }
            guard !isThere else { continue }
            kept.append(candidate)
            insert(candidate.attribute)
        }
        if let outermost = bases.last, let joined = joinedBase(bases) {
            attributes.removeAll { $0.name == outermost.name && $0.namespace == outermost.namespace }
            if !joined.isEmpty {
                let base = InheritedAttribute(
                    outermost.attribute,
                    value: joined.replacing("&", with: "&#38;").utf8
                )
                kept.append(base)
                insert(base.attribute)
            }
        }
        return kept
    }

    /// The value of `xml:base` at the apex; `bases` has the nearest first.
    private func joinedBase(_ bases: [InheritedAttribute]) -> String? {
        guard let nearest = bases.first else { return nil }
        var joined = bases.dropFirst()
            .reversed()
            .reduce(nil as String?) { base, next in
                base.map { BaseReference.join($0, next.attribute.text) } ?? next.attribute.text
            }
        joined = joined.map { BaseReference.join($0, nearest.attribute.text) } ?? nearest.attribute.text
        let own = attributes.first { $0.name == nearest.name && $0.namespace == nearest.namespace }
        return own.map { BaseReference.join(joined ?? "", $0.text) } ?? joined
    }

    private func collectDeclarations(_ tag: XMLStartTag, scope: XMLNamespaceScope, isApex: Bool) {
        declarations.removeAll(keepingCapacity: true)
        if method.family == .exclusive {
            use(tag.prefix, scope)
            for attribute in attributes where attribute.prefix != nil { use(attribute.prefix, scope) }
            guard !method.inclusivePrefixes.isEmpty else { return }
        }
        if isApex {
            for binding in scope.effective where isInclusive(binding.prefix) { declare(binding) }
        } else {
            for index in 0..<tag.namespaceCount {
                let binding = tag.declaration(index)
                if isInclusive(binding.prefix) { declare(binding) }
            }
        }
    }

    private func isInclusive(_ prefix: XMLNamePointer?) -> Bool {
        method.family != .exclusive || method.inclusivePrefixes.contains(XMLName.text(prefix))
    }

    /// Declares a prefix that a name uses, unless what is written around it already says the same.
    private func use(_ prefix: XMLNamePointer?, _ scope: XMLNamespaceScope) {
        declare(XMLNamespaceBinding(prefix: prefix, uri: scope.uri(of: prefix)))
    }

    private func declare(_ binding: XMLNamespaceBinding) {
        // The prefix xml is bound by definition and never written.
        if let prefix = binding.prefix, XMLName.equals(prefix, "xml") { return }
        guard rendered.last(where: { $0.prefix == binding.prefix })?.uri != binding.uri else { return }
        rendered.append(binding)
        var place = declarations.count
        while place > 0, XMLName.compare(declarations[place - 1].prefix, binding.prefix) > 0 { place -= 1 }
        declarations.insert(binding, at: place)
    }
}
