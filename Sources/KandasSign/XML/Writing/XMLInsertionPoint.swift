/// A place in a document where something can be put in as the last child of an element.
struct XMLInsertionPoint {
    /// The byte before which the new child comes; for an element without end tag, that of its `/>`.
    var offset = 0
    /// The element's name with its prefix, if it has no end tag; then one must be written.
    var emptyName: String?
    /// The namespaces in scope inside the element, by prefix; the empty prefix is the default namespace.
    var namespaces: [String: String] = [:]
    /// The attributes of the namespace `xml` that a child takes over, by local name.
    var inherited: [String: String] = [:]
    /// The byte behind the attributes of the element's start tag.
    var tagEnd = 0

    /// Writes a document with something put in.
    ///
    /// - Parameters:
    ///   - child: What is put in.
    ///   - document: The document.
    ///   - sink: Takes the new document.
    /// - Throws: ``SigningError``: what reading and writing throw.
    func write(_ child: [UInt8], into document: any RandomAccessBytes, to sink: any ByteSink) throws(SigningError) {
        try sink.write(all: document.source(in: 0..<offset))
        var rest = offset
        if let emptyName {
            try sink.write([0x3e])
            try sink.write(child)
            try sink.write(Array("</\(emptyName)>".utf8))
            rest += 2
        } else {
            try sink.write(child)
        }
        try sink.write(all: document.source(in: rest..<document.count))
    }

    /// A small document in which a child stands as it will in the large one.
    func frame(around child: [UInt8]) -> [UInt8] {
        let declarations = namespaces.sorted { $0.key < $1.key }
            .map { " xmlns\($0.key.isEmpty ? "" : ":\($0.key)")=\"\(XMLMarkup.value($0.value))\"" }
        let attributes = inherited.sorted { $0.key < $1.key }.map { " xml:\($0.key)=\"\(XMLMarkup.value($0.value))\"" }
        return Array("<frame\(declarations.joined())\(attributes.joined())>".utf8) + child + Array("</frame>".utf8)
    }
}

/// Finds where something can be put into a document.
final class XMLInsertionFinder: XMLContentHandler {
    private let targets: Set<Int>
    private var points: [Int: XMLInsertionPoint] = [:]
    private var open: [(number: Int, name: String?, inherited: Int)] = []
    private var scope = XMLNamespaceScope()
    private var inherited: [(name: String, value: String)] = []
    private var number = -1
    private var pending: [Int: XMLInsertionPoint] = [:]
    private unowned var parser: XMLContentParser?

    private init(_ targets: Set<Int>) { self.targets = targets }

    /// The places at the end of elements, by the elements' numbers; 0 is the root element.
    ///
    /// - Throws: ``SigningError`` as ``XMLContentParser`` does.
    static func find(
        _ targets: Set<Int>,
        in document: any RandomAccessBytes,
        limits: Limits
    ) throws(SigningError) -> [Int: XMLInsertionPoint] {
        let finder = XMLInsertionFinder(targets)
        try XMLContentParser.parse(document.source(), limits: limits, handler: finder)
        var points = finder.points
        for (number, point) in points where point.offset >= 2 {
            var point = point
            let end = point.offset
            let tail = try document.bytes(in: max(0, end - 4_096)..<end)
            if tail.suffix(2) == [0x2f, 0x3e] {
                point.offset = end - 2
            } else {
                guard let start = tail.lastIndex(of: 0x3c) else { throw .malformed("XML: an end tag is too long") }
                point.offset = end - (tail.count - start)
                point.emptyName = nil
            }
            points[number] = point
        }
        return points
    }

    func begin(_ parser: XMLContentParser) { self.parser = parser }

    func startElement(_ tag: XMLStartTag) throws(SigningError) {
        number += 1
        try scope.enter(tag)
        let isTarget = targets.contains(number)
        open.append((number, isTarget ? XMLName.qualified(tag.prefix, tag.name) : nil, inherited.count))
        for index in 0..<tag.attributeCount {
            guard let attribute = tag.attribute(index), let prefix = attribute.prefix, XMLName.equals(prefix, "xml")
            else { continue }
            inherited.append((XMLName.text(attribute.name), attribute.text))
        }
        guard isTarget else { return }
        var point = XMLInsertionPoint()
        point.tagEnd = parser?.byteOffset ?? 0
        for binding in scope.effective {
            point.namespaces[XMLName.text(binding.prefix)] = XMLName.text(binding.uri)
        }
        for attribute in inherited { point.inherited[attribute.name] = attribute.value }
        pending[number] = point
    }

    func endElement() throws(SigningError) {
        scope.leave()
        guard let element = open.popLast() else { return }
        inherited.removeLast(inherited.count - element.inherited)
        guard let name = element.name, var point = pending.removeValue(forKey: element.number) else { return }
        point.offset = parser?.byteOffset ?? 0
        point.emptyName = name
        points[element.number] = point
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {}
    func comment(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {}
    func instruction(target: XMLNamePointer, data: UnsafeBufferPointer<UInt8>) throws(SigningError) {}
}
