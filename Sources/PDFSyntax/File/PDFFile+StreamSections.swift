extension PDFFile {
    /// Reads a cross-reference stream (ISO 32000-2, section 7.5.8).
    func readStreamSection(at start: Int) -> PDFSection? {
        let tape = PDFTape(view: view)
        guard let header = objectHeader(at: start), let object = readBody(header, onto: tape, isMeasured: false),
            let stream = object.stream, let type = tape.value(0, .type), tape.name(type) == .crossReference
        else {
            report(.crossReferenceMissing, at: start)
            return nil
        }
        var section = PDFSection(offset: start, end: object.range.upperBound, isStream: true)
        guard take(trailer: tape, into: &section) else { return nil }
        guard let size = section.size, size >= 0, let widths = integers(tape, .widths), widths.count == 3,
            widths.allSatisfy({ 0...8 ~= $0 }), widths[1] > 0, let filters = filters(of: tape)
        else {
            report(.crossReference, at: start)
            return nil
        }
        let index = integers(tape, .index) ?? [0, size]
        guard index.count.isMultiple(of: 2), index.allSatisfy({ 0...Int(Int32.max) ~= $0 }) else {
            report(.crossReference, at: start)
            return nil
        }
        let decoded = decoder.decode(view.pointer(stream), filters, keeps: true, limit: limits.structureBytes)
        guard decoded.outcome == .complete else {
            report(decoded.outcome == .overLimit ? .bomb : .crossReference, at: start, object: object.number)
            return nil
        }
        guard collect(decoded.bytes, widths: widths, index: index, at: start) else { return nil }
        return section
    }

    private func collect(_ rows: [UInt8], widths: [Int], index: [Int], at start: Int) -> Bool {
        let rowLength = widths.reduce(0, +)
        let rank = UInt16(truncatingIfNeeded: sections.count)
        var position = 0
        for pair in stride(from: 0, to: index.count, by: 2) {
            guard index[pair + 1] <= (rows.count - position) / rowLength else {
                report(.crossReference, at: start)
                return false
            }
            guard entries.count + index[pair + 1] <= limits.objects else {
                report(.objects, at: start)
                return false
            }
            for offset in 0..<index[pair + 1] {
                var fields = [1, 0, 0]
                for field in 0..<3 where widths[field] > 0 {
                    var value: UInt64 = 0
                    for _ in 0..<widths[field] {
                        value = value << 8 | UInt64(rows[position])
                        position += 1
                    }
                    fields[field] = Int(clamping: value)
                }
                // Types that are not known stand for null objects.
                let kind: PDFEntry.Kind =
                    fields[0] == 1 && fields[1] > 0 ? .offset : fields[0] == 2 ? .compressed : .free
                entries.append(
                    PDFEntry(
                        number: UInt32(clamping: index[pair] + offset),
                        place: UInt32(clamping: fields[1]),
                        detail: UInt32(clamping: fields[2]),
                        rank: rank,
                        kind: kind
                    )
                )
            }
        }
        return true
    }

    /// The integers of an array that stands in a dictionary.
    func integers(_ tape: PDFTape, _ key: PDFName) -> [Int]? {
        guard let array = tape.value(0, key), tape.kind(array) == .array else { return nil }
        let members = tape.members(array).map { tape.integer($0) }
        let values = members.compactMap(\.self)
        return values.count == members.count ? values : nil
    }
}
