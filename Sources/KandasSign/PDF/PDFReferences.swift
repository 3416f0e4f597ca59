internal import PDFSyntax

/// Who refers to the objects that newer revisions changed: an object that plays two parts must not be changed in the
/// name of the harmless one.
struct PDFReferences {
    /// A reference.
    struct Referrer: Hashable {
        /// The number of the object that it stands in; 0 for trailers.
        var number: Int
        /// Where that object begins; of one in an object stream, where the stream does.
        var offset: Int
    }

    private var referrers: [Int: Set<Referrer>] = [:]

    /// Looks through every object of every revision.
    init(to targets: Set<Int>, in buffer: PDFBuffer, limits: PDFLimits) {
        guard !targets.isEmpty else { return }
        var found: [Int: Set<Referrer>] = [:]
        _ = PDFFile(buffer, limits: limits) { object, tape, _ in
            // A cross-reference stream has a trailer's entries.
            let isTrailer = object.kind == .trailer || tape.count > 0 && PDFReferences.isCrossReference(tape)
            for target in tape.references where targets.contains(target) {
                let referrer = Referrer(number: isTrailer ? 0 : object.number, offset: object.range.lowerBound)
                found[target, default: []].insert(referrer)
            }
        }
        referrers = found
    }

    private static func isCrossReference(_ tape: PDFTape) -> Bool {
        tape.value(0, .type).map { tape.name($0) == .crossReference } ?? false
    }

    /// Whether nothing else refers to an object than these.
    func isOnly(_ numbers: Set<Int>, referringTo target: Int) -> Bool {
        referrers[target, default: []].allSatisfy { numbers.contains($0.number) }
    }

    /// The numbers of the objects that refer to one.
    func numbers(referringTo target: Int) -> Set<Int> { Set(referrers[target, default: []].map(\.number)) }

    /// Whether anything before an offset refers to an object.
    func isReferred(_ target: Int, before offset: Int) -> Bool {
        referrers[target, default: []].contains { $0.offset < offset }
    }
}
