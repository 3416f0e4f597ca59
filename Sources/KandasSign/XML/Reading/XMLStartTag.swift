internal import Glibc

/// A start tag as libxml2's SAX2 interface gives it; valid during the call that hands it over.
struct XMLStartTag {
    /// The local name.
    let name: XMLNamePointer
    /// The prefix, or `nil`.
    let prefix: XMLNamePointer?
    /// The namespace URI, or `nil`.
    let namespace: XMLNamePointer?
    /// How many namespaces the tag declares.
    let namespaceCount: Int
    /// How many attributes the tag has, namespace declarations not among them.
    let attributeCount: Int
    private let namespaces: UnsafeMutablePointer<XMLNamePointer?>?
    private let attributes: UnsafeMutablePointer<XMLNamePointer?>?

    init(
        name: XMLNamePointer,
        prefix: XMLNamePointer?,
        namespace: XMLNamePointer?,
        namespaceCount: Int,
        namespaces: UnsafeMutablePointer<XMLNamePointer?>?,
        attributeCount: Int,
        attributes: UnsafeMutablePointer<XMLNamePointer?>?
    ) {
        self.name = name
        self.prefix = prefix
        self.namespace = namespace
        self.namespaces = namespaces
        self.namespaceCount = namespaces == nil ? 0 : namespaceCount
        self.attributes = attributes
        self.attributeCount = attributes == nil ? 0 : attributeCount
    }

    /// An attribute of a start tag.
    struct Attribute {
        let name: XMLNamePointer
        let prefix: XMLNamePointer?
        let namespace: XMLNamePointer?
        /// The value, in which libxml2 writes an ampersand as `&#38;`.
        let value: UnsafeBufferPointer<UInt8>
    }

    /// A namespace declaration; `prefix` is `nil` for the default namespace, `uri` is `nil` where it is taken back.
    func declaration(_ index: Int) -> XMLNamespaceBinding {
        guard let namespaces, 0..<namespaceCount ~= index else { return XMLNamespaceBinding(prefix: nil, uri: nil) }
        let uri = namespaces[2 * index + 1]
        return XMLNamespaceBinding(prefix: namespaces[2 * index], uri: uri?.pointee == 0 ? nil : uri)
    }

    /// An attribute, by its place in the tag.
    func attribute(_ index: Int) -> Attribute? {
        guard let attributes, 0..<attributeCount ~= index, let name = attributes[5 * index],
            let start = attributes[5 * index + 3], let end = attributes[5 * index + 4]
        else { return nil }
        return Attribute(
            name: name,
            prefix: attributes[5 * index + 1],
            namespace: attributes[5 * index + 2],
            value: UnsafeBufferPointer(start: start, count: end - start)
        )
    }

    /// Whether the element has this name.
    func isNamed(_ local: StaticString, _ uri: StaticString) -> Bool {
        XMLName.equals(name, local) && namespace.map { XMLName.equals($0, uri) } == true
    }
}

extension XMLStartTag.Attribute {
    /// The value as text.
    var text: String { String(decoding: XMLName.decodingAmpersands(value), as: UTF8.self) }
}

/// A prefix and what it stands for.
struct XMLNamespaceBinding {
    let prefix: XMLNamePointer?
    let uri: XMLNamePointer?
}

/// Comparisons and copies of interned names.
enum XMLName {
    /// Whether a name is these characters.
    static func equals(_ name: XMLNamePointer, _ text: StaticString) -> Bool {
        name.pointee == text.utf8Start.pointee
            && strcmp(
                UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self),
                UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
            ) == 0
    }

    /// Orders names by their characters; `nil`, the empty name, comes first.
    static func compare(_ left: XMLNamePointer?, _ right: XMLNamePointer?) -> Int {
        guard left != right else { return 0 }
        guard let left else { return -1 }
        guard let right else { return 1 }
        return Int(
            strcmp(
                UnsafeRawPointer(left).assumingMemoryBound(to: CChar.self),
                UnsafeRawPointer(right).assumingMemoryBound(to: CChar.self)
            )
        )
    }

    /// The bytes of a name.
    static func bytes(_ name: XMLNamePointer) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: name,
            count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        )
    }

    /// The text of a name; empty for `nil`.
    static func text(_ name: XMLNamePointer?) -> String { name.map { String(cString: $0) } ?? "" }

    /// A name with its prefix, as it stands in the document.
    static func qualified(_ prefix: XMLNamePointer?, _ name: XMLNamePointer) -> String {
        prefix.map { "\(String(cString: $0)):\(String(cString: name))" } ?? String(cString: name)
    }

    /// How libxml2 2.9 writes an ampersand in the value of an attribute while entities are not replaced: a literal one
    /// does not occur.
    static let ampersand: StaticString = "&#38;"

    /// Whether an ampersand in libxml2's form stands at `index`.
    static func isAmpersand(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + 5 <= bytes.count && bytes[index + 1] == 0x23 && bytes[index + 2] == 0x33 && bytes[index + 3] == 0x38
            && bytes[index + 4] == 0x3b
    }

    /// The bytes of an attribute's value.
    static func decodingAmpersands(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard value.contains(0x26) else { return Array(value) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(value.count)
        var index = 0
        while index < value.count {
            decoded.append(value[index])
            index += value[index] == 0x26 && isAmpersand(value, at: index) ? 5 : 1
        }
        return decoded
    }
}
