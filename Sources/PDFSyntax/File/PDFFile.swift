/// A PDF's structure: cross-references, revisions and objects, with exact byte ranges, and whatever is wrong with them.
///
/// The file is read twice over: along the cross-references, as viewers do, and from its first byte to its last, so that
/// nothing is overlooked that the cross-references do not name. Where the two disagree there is a ``PDFProblem``. It
/// never fails: what cannot be read is a problem, and the rest is read on as far as makes sense.
package final class PDFFile {
    /// The bytes.
    package let view: ByteView
    /// The bounds.
    package let limits: PDFLimits
    /// The cross-reference sections in the order in which viewers read them: the newest first.
    package internal(set) var sections: [PDFSection] = []
    /// The objects of the body in the order of the file, those of earlier revisions too.
    package internal(set) var objects: [PDFObject] = []
    /// The revisions, the oldest first.
    package internal(set) var revisions: [PDFRevision] = []
    /// What is wrong, in the order in which it was found; of many of a kind the first ones.
    package internal(set) var problems: [PDFProblem] = []
    /// Whether a trailer that the cross-references lead to says that the file is encrypted.
    package var isEncrypted: Bool { sections.contains { $0.isEncrypted } }

    var entries: [PDFEntry] = []
    var ends: [PDFEndMark] = []
    var parser: PDFParser
    let decoder = PDFDecoder()
    var decodedStreams = PDFObjectStreamCache()
    /// The numbers of the objects within the object streams that are in force.
    var compressedNumbers: [Int: [UInt32]] = [:]
    var problemCounts: [PDFProblem.Kind: Int] = [:]
    var decodedBytes = 0
    var pictureBytes = 0
    /// From where on there is no `endstream` any more.
    var lastEndStream: Int?
    /// How many more bytes may be parsed for references.
    var loadBudget: Int

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - buffer: Its bytes; the object holds them.
    ///   - limits: The bounds.
    ///   - visit: Is shown every object of every revision, those in object streams and trailers too, in the order of
    ///     the file. The tape is valid until it returns.
    package init(_ buffer: PDFBuffer, limits: PDFLimits = .init(), visit: (PDFObject, PDFTape, PDFFile) -> Void) {
        view = buffer.view
        self.limits = limits
        parser = PDFParser(view: view, limits: limits)
        loadBudget = view.count * 4 + 16_777_216
        // Offsets are kept in 32 bits.
        guard view.count < Int(UInt32.max) else {
            report(.work, at: 0)
            return
        }
        let end = PDFFile.endOfLastMarker(in: view) ?? view.count
        readCrossReferences(upTo: end)
        scan(upTo: end, visit: visit)
        divideIntoRevisions()
        compareEntries()
    }

    /// The offset behind the last end marker.
    package static func endOfLastMarker(in view: ByteView) -> Int? {
        view.lastOffset(of: "%%EOF", in: 0..<view.count).map { $0 + 5 }
    }

    /// The number of the catalogue, by the newest trailer.
    package var root: Int? { sections.first?.root }

    /// Notes a problem; of each kind the first ones.
    func report(_ kind: PDFProblem.Kind, at offset: Int, object: Int? = nil) {
        let count = problemCounts[kind, default: 0]
        problemCounts[kind] = count + 1
        if count < 8 { problems.append(PDFProblem(kind: kind, offset: offset, object: object)) }
    }

    /// Notes why a value could not be read.
    func report(_ failure: PDFParser.Failure, object: Int?) {
        switch failure {
        case .malformed(let offset): report(.object, at: offset, object: object)
        case .limit(let offset): report(.nesting, at: offset, object: object)
        }
    }

    /// Whether so much is broken that reading on makes no sense.
    var isHopeless: Bool { problemCounts[.object, default: 0] + problemCounts[.nesting, default: 0] >= 16 }
}
