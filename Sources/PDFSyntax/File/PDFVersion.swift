/// Where an object stands, by a cross-reference entry that is in use.
package enum PDFPlace: Sendable, Hashable {
    /// In the body, at an offset.
    case offset(Int, generation: Int)
    /// In an object stream.
    case compressed(stream: Int, index: Int)
}

/// An object as a viewer of some revision reads it.
package struct PDFVersion {
    /// Its value, first on the tape.
    package let tape: PDFTape
    /// The object in the body; `nil` for one in an object stream.
    package let body: PDFObject?

    /// Whether both are the same value, and streams the same stored bytes, however they are spelled.
    package func isSame(as other: PDFVersion) -> Bool {
        guard tape.isSame(0, as: other.tape, 0) else { return false }
        switch (body?.stream, other.body?.stream) {
        case (nil, nil): return true
        case (let one?, let two?): return tape.view.pointer(one).elementsEqual(other.tape.view.pointer(two))
        default: return false
        }
    }
}

extension PDFFile {
    /// The newest cross-reference section of a revision, as an index of ``sections``; the newest revision has 0.
    ///
    /// - Parameter index: The revision, 0 for the oldest.
    /// - Returns: `nil` if there is no such revision.
    package func rank(ofRevision index: Int) -> Int? {
        guard revisions.indices.contains(index) else { return nil }
        return sections.firstIndex { $0.offset == revisions[index].start }
    }

    /// Where an object stands for a viewer of the file as it was with a section; `nil` if it does not exist.
    package func place(of number: Int, asOf rank: Int = 0) -> PDFPlace? {
        guard let entry = entry(number, asOf: rank) else { return nil }
        switch entry.kind {
        case .free: return nil
        case .offset:
            let start = parser.skipBlanks(from: Int(entry.place), limit: view.count)
            return .offset(start, generation: Int(entry.detail))
        case .compressed: return .compressed(stream: Int(entry.place), index: Int(entry.detail))
        }
    }

    /// The numbers of the objects that newer sections give another place, or take away.
    package func movedNumbers(since rank: Int) -> [Int] {
        var result: [Int] = []
        var index = 0
        while index < entries.count {
            let number = entries[index].number
            if Int(entries[index].rank) < rank, place(of: Int(number)) != place(of: Int(number), asOf: rank) {
                result.append(Int(number))
            }
            while index < entries.count, entries[index].number == number { index += 1 }
        }
        return result
    }

    /// Reads an object as a viewer of the file as it was with a section does; references are not followed.
    package func version(of number: Int, asOf rank: Int = 0) -> PDFVersion? {
        guard loadBudget > 0, let entry = entry(number, asOf: rank) else { return nil }
        let tape = PDFTape(view: view)
        guard entry.kind == .offset else { return load(entry, onto: tape) ? PDFVersion(tape: tape, body: nil) : nil }
        let start = parser.skipBlanks(from: Int(entry.place), limit: view.count)
        guard let header = objectHeader(at: start), header.number == number,
            let object = readBody(header, onto: tape, isMeasured: false)
        else { return nil }
        loadBudget -= object.range.count
        return PDFVersion(tape: tape, body: object)
    }

    /// Whether the cross-reference of the revision that wrote an object leads to it.
    package func isListed(_ object: PDFObject) -> Bool {
        let start = object.range.lowerBound
        return place(of: object.number, asOf: rank(at: start)) == .offset(start, generation: object.generation)
    }
}
