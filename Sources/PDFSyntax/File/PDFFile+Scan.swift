extension PDFFile {
    /// Reads the body from its first byte on.
    func scan(upTo end: Int, visit: (PDFObject, PDFTape, PDFFile) -> Void) {
        let tape = PDFTape(view: view)
        let inner = PDFTape(view: view)
        let known = Dictionary(sections.map { ($0.offset, $0.end) }, uniquingKeysWith: { first, _ in first })
        var position = 0
        var firstStray: Int?
        var stray = 0
        while true {
            position = skipBlanksAndMarks(from: position, limit: end)
            guard position < end else { break }
            let start = position
            if let header = objectHeader(at: position) {
                guard objects.count < limits.objects, !isHopeless else {
                    report(isHopeless ? .object : .objects, at: position)
                    break
                }
                if let object = readBody(header, onto: tape, isMeasured: true) {
                    take(object, tape, inner, visit)
                    position = object.range.upperBound
                } else {
                    position = nextEndObject(from: header.end)
                }
            } else if view.matches("xref", at: position) {
                position = scanTable(at: position, knownEnd: known[position], tape, visit)
            } else if view.matches("trailer", at: position) {
                position = scanTrailer(at: position, tape, visit)
            } else if view.matches("startxref", at: position) {
                let value = integer(from: position + 9, limit: end)
                ends.append(
                    PDFEndMark(
                        keyword: position,
                        value: value?.value,
                        end: value?.end ?? position + 9,
                        hasMarker: false
                    )
                )
                position = value?.end ?? position + 9
            }
            if position == start {
                if firstStray == nil { firstStray = position }
                // Nothing known: on to the next place where something may begin, and be it within a word.
                repeat {
                    position += 1
                } while position < end && PDFCharacter.isDigit(view[position])
                    && PDFCharacter.isDigit(view[position - 1])
                stray += position - start
            }
        }
        if let firstStray { report(stray > limits.strayBytes ? .unknownBytes : .strayBytes, at: firstStray) }
    }

    private func take(
        _ object: PDFObject,
        _ tape: PDFTape,
        _ inner: PDFTape,
        _ visit: (PDFObject, PDFTape, PDFFile) -> Void
    ) {
        objects.append(object)
        visit(object, tape, self)
        guard object.stream != nil else { return }
        let type = tape.value(0, .type).flatMap { resolvedName(tape, $0) }
        guard type == .objectStream, !isEncrypted else {
            // A cross-reference stream in the chain was decoded already.
            if type != .crossReference { measure(object, tape) }
            return
        }
        guard let stream = objectStream(object, tape) else {
            return report(.objectStream, at: object.range.lowerBound, object: object.number)
        }
        if isInForce(object) { compressedNumbers[object.number] = stream.objects.map { UInt32($0.number) } }
        for (index, place) in stream.objects.enumerated() {
            guard loadBudget > 0, !isHopeless else { return report(.work, at: object.range.lowerBound) }
            guard read(stream, index, onto: inner), inner.range(0).lowerBound >= place.offset else {
                report(.objectStream, at: object.range.lowerBound, object: place.number)
                // One is enough to refuse the file, and each may have cost the whole stream.
                return
            }
            let part = PDFObject(.compressed, number: place.number, generation: 0, range: object.range, stream: nil)
            visit(part, inner, self)
        }
    }

    /// Skips white space and comments, and takes note of end markers.
    private func skipBlanksAndMarks(from start: Int, limit: Int) -> Int {
        var position = start
        while position < limit {
            let octet = view[position]
            if PDFCharacter.isWhiteSpace(octet) {
                position += 1
            } else if octet == 0x25 {
                if view.matches("%%EOF", at: position), let last = ends.indices.last, !ends[last].hasMarker {
                    // Some programs go on without a new line.
                    position += 5
                    ends[last].end = position
                    ends[last].hasMarker = true
                } else {
                    position = view.endOfLine(from: position)
                }
            } else {
                break
            }
        }
        return min(position, limit)
    }

    private func scanTable(
        at start: Int,
        knownEnd: Int?,
        _ tape: PDFTape,
        _ visit: (PDFObject, PDFTape, PDFFile) -> Void
    )
        -> Int
    {
        guard knownEnd != nil || problemCounts[.unlinkedRevision, default: 0] < 64 else { return start + 4 }
        if knownEnd == nil { report(.unlinkedRevision, at: start) }
        guard let end = knownEnd ?? readTable(at: start, collecting: false)?.end,
            let keyword = view.lastOffset(of: "trailer", in: start..<end)
        else { return start + 4 }
        return max(scanTrailer(at: keyword, tape, visit), end)
    }

    private func scanTrailer(at start: Int, _ tape: PDFTape, _ visit: (PDFObject, PDFTape, PDFFile) -> Void) -> Int {
        do throws(PDFParser.Failure) {
            let end = try parser.parse(at: start + 7, limit: view.count, onto: tape)
            if let key = parser.repeatedKey { report(.keyTwice, at: key.offset) }
            visit(PDFObject(.trailer, number: 0, generation: 0, range: start..<end, stream: nil), tape, self)
            return end
        } catch {
            report(.trailer, at: start)
            return start + 7
        }
    }

    private func nextEndObject(from start: Int) -> Int {
        view.firstOffset(of: "endobj", in: start..<max(start, view.count)).map { $0 + 6 } ?? view.count
    }

    /// The next `endstream`; a file without any more is searched for it once.
    func nextEndStream(from start: Int) -> Int? {
        if let none = lastEndStream, start >= none { return nil }
        if let found = view.firstOffset(of: "endstream", in: start..<max(start, view.count)) { return found }
        lastEndStream = min(lastEndStream ?? start, start)
        return nil
    }
}
