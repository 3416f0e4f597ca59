/// Finds what of a document no signature covers.
///
/// Signatures themselves need not be covered, apart from what is put into their objects and from elements of other
/// vocabularies anywhere in them. An element around covered ones
/// that adds no text and no attribute of its own is a mere frame.
///
/// A ``CanonicalPass`` uses it, under the same condition.
final class CoverageTracker {
    private struct Element {
        let name: XMLNamePointer
        let prefix: XMLNamePointer?
        var isCovered: Bool
        /// Whether it is part of the machinery of a signature.
        var isExempt: Bool
        var isSignature: Bool
        /// Whether it is part of what a signature value is over, whatever its vocabulary.
        var isSignedInfo: Bool
        var isFrame = false
        var hasOwnContent = false
    }

    private struct QualifiedName: Hashable {
        let namespace: Int
        let name: Int

        init(_ tag: XMLStartTag) {
            namespace = Int(bitPattern: tag.namespace)
            name = Int(bitPattern: tag.name)
        }
    }

    /// The first of the parts that nothing covers, as paths.
    private(set) var uncovered: [String] = []
    /// How many such parts there are.
    private(set) var uncoveredCount = 0
    static let listed = 20

    @exclusivity(unchecked) private var open: [Element] = []
    @exclusivity(unchecked) private var coveredNames: Set<QualifiedName> = []
    @exclusivity(unchecked) private var uncoveredNames: Set<QualifiedName> = []

    /// Whether an element that nothing covers has the name of one that a signature was made for, as in every attack that
    /// moves a signed element away and puts another one in its place.
    var hasDouble: Bool { !coveredNames.isDisjoint(with: uncoveredNames) }

    func start(
        _ tag: XMLStartTag,
        isCovered: Bool,
        isSignature: Bool,
        identifiers: Set<XMLIdentifierAttribute>
    ) {
        let parent = open.last
        var element = Element(
            name: tag.name,
            prefix: tag.prefix,
            isCovered: isCovered,
            isExempt: parent?.isExempt ?? false,
            isSignature: isSignature,
            isSignedInfo: parent?.isSignedInfo ?? false
        )
        if parent?.isSignature == true, tag.isNamed("SignedInfo", "http://www.w3.org/2000/09/xmldsig#") {
            element.isSignedInfo = true
        }
        if isSignature {
            element.isExempt = true
        } else if parent?.isSignature == true, tag.isNamed("Object", "http://www.w3.org/2000/09/xmldsig#") {
            element.isExempt = false
        } else if isInObject, XMLName.equals(tag.name, "QualifyingProperties"),
            XAdESNamespace.contains(XMLName.text(tag.namespace))
        {
            element.isExempt = true
        } else if element.isExempt, !element.isSignedInfo, !SignatureVocabulary.contains(tag) {
            // What is put among a signature's keys or unsigned properties is found by whoever looks for its name.
            element.isExempt = false
        }
        if !isCovered, !element.isExempt {
            uncoveredNames.insert(QualifiedName(tag))
            for index in 0..<tag.attributeCount {
                guard let attribute = tag.attribute(index), !XMLName.isIdentifier(attribute, identifiers) else {
                    continue
                }
                element.hasOwnContent = true
            }
        }
        open.append(element)
    }

    /// A signature is made for the element that has just been started.
    func cover(_ tag: XMLStartTag) {
        // What a signature carries is told apart by its identifier and by nothing else.
        guard tag.namespace.map({ XMLName.equals($0, "http://www.w3.org/2000/09/xmldsig#") }) != true else { return }
        coveredNames.insert(QualifiedName(tag))
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let last = open.indices.last, !open[last].isCovered, !open[last].isExempt, !open[last].hasOwnContent
        else { return }
        if bytes.contains(where: { !TextArmor.isSpace($0) }) { open[last].hasOwnContent = true }
    }

    func instruction(_ target: XMLNamePointer, isCovered: Bool) {
        guard !isCovered, open.last?.isExempt != true else { return }
        add("\(path)/processing-instruction(\(XMLName.text(target)))")
    }

    func end() {
        guard let element = open.last else { return }
        if !element.isCovered, !element.isExempt, element.hasOwnContent || !element.isFrame { add(path) }
        open.removeLast()
        if let parent = open.indices.last { open[parent].isFrame = true }
    }

    private func add(_ path: String) {
        uncoveredCount += 1
        if uncovered.count < CoverageTracker.listed { uncovered.append(path) }
    }

    /// Whether the element at hand stands directly in an object of a signature.
    private var isInObject: Bool {
        open.count >= 2 && open[open.count - 2].isSignature
    }

    private var path: String { open.map { "/" + XMLName.qualified($0.prefix, $0.name) }.joined() }
}
