import KandasSign

/// What is added to an XAdES signature for the years to come (ETSI EN 319 132-1 sections 5.4 and 5.5): certificates, answers
/// about revocation, archive timestamps. None of it is signed by the signature, and all of it would have to go into codes.
enum LongTermProperties {
    /// A document without them, its signatures and signature timestamps as they were.
    ///
    /// - Parameters:
    ///   - document: The signed XML.
    ///   - limits: The bounds within which it is read.
    /// - Returns: The document without them; the same bytes if there are none.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if the document cannot be read, or if what
    ///   would be left is not what was signed.
    static func removed(from document: [UInt8], limits: Limits = Limits()) throws(SigningError) -> [UInt8] {
        let ranges = try ranges(in: document)
        guard !ranges.isEmpty else { return document }
        var slim: [UInt8] = []
        var position = 0
        for range in ranges {
            slim += document[position..<range.lowerBound]
            position = range.upperBound
        }
        slim += document[position...]
        // Something of that name may stand elsewhere, and be signed.
        let before = try XMLSignatureReader(limits: limits).read(MemoryBytes(document))
        let after = try XMLSignatureReader(limits: limits).read(MemoryBytes(slim))
        guard before.signatures.map(Holding.init) == after.signatures.map(Holding.init) else {
            throw .malformed("a signature that does not hold without its unsigned properties")
        }
        return slim
    }

    /// What must stay true of a signature.
    private struct Holding: Equatable {
        let value: [UInt8]
        let isValid: Bool?
        let matches: Bool?
        let signatureTimestamps: Int

        init(_ facts: XMLSignatureFacts) {
            value = facts.signatureValue
            isValid = facts.signatureIsValid
            matches = facts.contentMatches
            signatureTimestamps = facts.timestamps.filter { $0.kind == .signature }.count
        }
    }

    /// The elements that stand where such properties do, in the order of the document.
    private static func ranges(in document: [UInt8]) throws(SigningError) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var path: [(name: String, start: Int)] = []
        func end(at offset: Int) {
            guard let last = path.popLast() else { return }
            let parents = path.suffix(3).map(\.name)
            guard last.name != "SignatureTimeStamp",
                parents == ["QualifyingProperties", "UnsignedProperties", "UnsignedSignatureProperties"]
            else { return }
            ranges.append(last.start..<offset)
        }
        var tags = XMLTags(document)
        while let tag = try tags.next() {
            switch tag.kind {
            case .start: path.append((tag.name, tag.range.lowerBound))
            case .end: end(at: tag.range.upperBound)
            case .empty:
                path.append((tag.name, tag.range.lowerBound))
                end(at: tag.range.upperBound)
            }
        }
        return ranges
    }
}
