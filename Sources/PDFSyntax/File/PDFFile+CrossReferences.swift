extension PDFFile {
    /// Follows the chain of cross-references from the last `startxref`.
    func readCrossReferences(upTo end: Int) {
        // The number stands within the last bytes; a comment may stand before the marker.
        guard let keyword = view.lastOffset(of: "startxref", in: max(0, end - 2_048)..<end),
            let start = integer(from: keyword + 9, limit: end)?.value
        else { return report(.crossReferenceMissing, at: end) }
        var next: Int? = start
        var seen: Set<Int> = []
        defer { sortEntries() }
        while let offset = next {
            guard seen.insert(offset).inserted else { return report(.crossReferenceLoop, at: offset) }
            guard sections.count < limits.revisions else { return report(.objects, at: offset) }
            guard let section = readSection(at: offset) else { return }
            sections.append(section)
            // Some programs take over the stream of the revision before theirs.
            if let hybrid = section.hybrid, seen.insert(hybrid).inserted {
                if var part = readSection(at: hybrid) {
                    if !part.isStream { report(.hybrid, at: hybrid) }
                    part.isHybridPart = true
                    sections.append(part)
                }
            }
            next = section.previous
        }
    }

    private func readSection(at offset: Int) -> PDFSection? {
        guard offset >= 0, offset < view.count else {
            report(.crossReferenceMissing, at: min(max(offset, 0), view.count))
            return nil
        }
        let start = parser.skipBlanks(from: offset, limit: view.count)
        let known = entries.count
        let isTable = view.matches("xref", at: start)
        let section = isTable ? readTable(at: start, collecting: true) : readStreamSection(at: start)
        // Entries belong to the section at their rank: those of one that cannot be read belong to none.
        if section == nil { entries.removeSubrange(known...) }
        return section
    }

    /// Sorts by number, the newest section first, and looks for what a section lists twice.
    private func sortEntries() {
        var isSorted = true
        for index in entries.indices.dropFirst() where entries[index - 1].key > entries[index].key {
            isSorted = false
            break
        }
        if !isSorted { entries.sort { $0.key < $1.key } }
        for index in entries.indices.dropFirst() where entries[index - 1].key == entries[index].key {
            report(.entryTwice, at: sections[Int(entries[index].rank)].offset, object: Int(entries[index].number))
        }
    }

    /// Reads a table and its trailer.
    ///
    /// - Parameters:
    ///   - start: The offset of `xref`.
    ///   - collecting: Whether its entries are wanted; if not, only its end is looked for.
    /// - Returns: The section, or `nil` if it cannot be read.
    func readTable(at start: Int, collecting: Bool) -> PDFSection? {
        let rank = UInt16(truncatingIfNeeded: sections.count)
        var position = start + 4
        while true {
            position = parser.skipBlanks(from: position, limit: view.count)
            if view.matches("trailer", at: position) { break }
            guard let first = integer(from: position, limit: view.count),
                let count = integer(from: first.end, limit: view.count), first.value >= 0, count.value >= 0,
                first.value <= Int(Int32.max), count.value <= view.count / 18
            else {
                if collecting { report(.crossReference, at: position) }
                return nil
            }
            position = parser.skipBlanks(from: count.end, limit: view.count)
            guard let end = readRows(count.value, from: first.value, at: position, rank: collecting ? rank : nil) else {
                if collecting { report(.crossReference, at: position) }
                return nil
            }
            position = end
        }
        let tape = PDFTape(view: view)
        do throws(PDFParser.Failure) {
            let end = try parser.parse(at: position + 7, limit: view.count, onto: tape)
            var section = PDFSection(offset: start, end: end, isStream: false)
            guard take(trailer: tape, into: &section) || !collecting else { return nil }
            return section
        } catch {
            if collecting { report(.trailer, at: position) }
            return nil
        }
    }

    /// Reads the rows of a subsection: ten digits, five digits, a letter.
    private func readRows(_ count: Int, from first: Int, at start: Int, rank: UInt16?) -> Int? {
        guard rank == nil || entries.count + count <= limits.objects else {
            report(.objects, at: start)
            return nil
        }
        var position = start
        for index in 0..<count {
            position = parser.skipBlanks(from: position, limit: view.count)
            guard position + 18 <= view.count, let place = digits(10, at: position), view[position + 10] == 0x20,
                let generation = digits(5, at: position + 11), view[position + 16] == 0x20
            else { return nil }
            let letter = view[position + 17]
            guard letter == 0x6e || letter == 0x66 else { return nil }
            position += 18
            guard position == view.count || PDFCharacter.isWhiteSpace(view[position]) || view[position] == 0x74
            else { return nil }
            guard let rank else { continue }
            entries.append(
                PDFEntry(
                    number: UInt32(truncatingIfNeeded: first + index),
                    place: UInt32(clamping: place),
                    detail: UInt32(clamping: generation),
                    rank: rank,
                    // Some writers give objects that are missing as in use at offset 0.
                    kind: letter == 0x66 || place == 0 ? .free : .offset
                )
            )
        }
        return position
    }

    @inline(__always)
    private func digits(_ count: Int, at start: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            let octet = view[index]
            guard PDFCharacter.isDigit(octet) else { return nil }
            value = value &* 10 &+ Int(octet &- 0x30)
        }
        return value
    }

    /// The integer that comes next, and the offset behind it.
    func integer(from start: Int, limit: Int) -> (value: Int, end: Int)? {
        let position = parser.skipBlanks(from: start, limit: limit)
        let end = parser.endOfRegular(from: position, limit: min(limit, position + 20))
        guard end > position, PDFCharacter.isDigit(view[position]), let value = PDFNumber.integer(view, position..<end)
        else { return nil }
        return (value, end)
    }

    /// Takes over what a trailer says.
    ///
    /// - Returns: Whether it can be one.
    func take(trailer tape: PDFTape, into section: inout PDFSection) -> Bool {
        guard tape.kind(0) == .dictionary else {
            report(.trailer, at: section.offset)
            return false
        }
        section.size = tape.value(0, .size).flatMap { tape.integer($0) }
        // Without it readers count the objects themselves.
        if section.size == nil { report(.trailer, at: section.offset) }
        section.root = tape.value(0, .root).flatMap { tape.reference($0) }
        section.info = tape.value(0, .info).flatMap { tape.reference($0) }
        section.isEncrypted = tape.value(0, .encrypt).map { tape.kind($0) != .null } ?? false
        if let previous = tape.value(0, .previous) {
            guard let offset = tape.integer(previous) else {
                report(.trailer, at: section.offset)
                return false
            }
            section.previous = offset
        }
        if let hybrid = tape.value(0, .crossReferenceStream) {
            section.hybrid = tape.integer(hybrid)
            if section.hybrid == nil { report(.hybrid, at: section.offset) }
        }
        return true
    }
}
