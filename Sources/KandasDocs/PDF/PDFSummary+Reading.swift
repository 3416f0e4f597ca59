internal import PDFSyntax

extension PDFSummary {
    init(_ file: PDFFile, _ rules: PDFRules, pages: PDFPages?, headerVersion: String?) {
        let tape = PDFTape(view: file.view)
        version = headerVersion
        if let root = file.root, file.load(root, onto: tape) != nil {
            let named = tape.value(0, .version).flatMap { tape.nameText($0) }
            // Both have one digit on each side of the point.
            if let named, PDFEnds.versions.contains(named), named > headerVersion ?? "" { version = named }
            if !file.isEncrypted, let number = tape.value(0, .metadata).flatMap({ tape.reference($0) }) {
                archival = file.decode(number, limit: 4_194_304).flatMap { PDFSummary.archival($0) }
            }
        }
        if !file.isEncrypted, let info = file.sections.compactMap(\.info).first, file.load(info, onto: tape) != nil,
            let value = tape.value(0, .producer), let bytes = tape.string(value, limit: 800)
        {
            producer = String(PDFText.decode(bytes).prefix(200))
        }
        if let pages {
            self.pages = pages.count
            pageSizes = pages.sizes.map { PageSize(width: $0.size.width, height: $0.size.height, count: $0.count) }
        }
        revisions = file.revisions.count
        signatures = rules.signatures.map { PDFSummary.signature($0, file) }
        links = rules.hits[.pdfLinks]?.count ?? 0
        fontsNotEmbedded = rules.fonts.notEmbedded(in: file)
        problems = file.problems.map { Problem(kind: $0.kind.rawValue, offset: $0.offset, object: $0.object) }
        let streams = rules.embedded.streams.sorted().prefix(64)
        let names = rules.embedded.names
        // Names stand in the specifications, which need not come in the order of the streams.
        embeddedFiles =
            streams.count == 1 && names.count == 1
            ? [EmbeddedFile(name: names[0], object: streams.first)]
            : names.map { EmbeddedFile(name: $0, object: nil) }
                + streams.dropFirst(names.count).map { EmbeddedFile(name: nil, object: $0) }
    }

    private static func signature(_ signature: PDFSignature, _ file: PDFFile) -> Signature {
        let end = signature.end ?? 0
        return Signature(
            object: signature.object,
            encoding: signature.encoding,
            isTimestamp: signature.isTimestamp,
            coversRevision: covers(signature, file),
            bytesAfter: max(0, file.view.count - end)
        )
    }

    /// Whether what is signed is everything from the first byte to the end of a revision but the value itself.
    private static func covers(_ signature: PDFSignature, _ file: PDFFile) -> Bool {
        guard let signed = signature.signed, signed.count == 2, let contents = signature.contents,
            signed[0].lowerBound == 0, signed[0].upperBound == contents.lowerBound,
            signed[1].lowerBound == contents.upperBound, signed[1].upperBound <= file.view.count
        else { return false }
        let end = signed[1].upperBound
        // A line's end may stand behind the end marker.
        return end == file.view.count || file.revisions.contains { (0...2).contains(end - $0.range.upperBound) }
    }

    /// What XMP claims of PDF/A (ISO 19005-1, section 6.7.11): `pdfaid:part` and `pdfaid:conformance`, as elements or as
    /// attributes.
    private static func archival(_ bytes: [UInt8]) -> String? {
        let view = PDFBuffer(bytes).view
        func value(_ name: StaticString) -> String? {
            guard let start = view.firstOffset(of: name, in: 0..<view.count) else { return nil }
            let rest = view.bytes(start + name.utf8CodeUnitCount..<min(view.count, start + 64))
            let word = rest.drop { [0x3d, 0x22, 0x27, 0x3e, 0x20].contains($0) }
                .prefix { 0x30...0x39 ~= $0 || 0x41...0x5a ~= $0 || 0x61...0x7a ~= $0 }
            return word.isEmpty || word.count > 4 ? nil : String(decoding: word, as: UTF8.self)
        }
        return value("pdfaid:part").map { $0 + (value("pdfaid:conformance") ?? "") }
    }
}
