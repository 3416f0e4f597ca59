extension PDFFile {
    /// Compares the entries in force with the objects that are there.
    func compareEntries() {
        guard !sections.isEmpty, !isHopeless else { return }
        var index = 0
        while index < entries.count {
            let number = entries[index].number
            if let entry = entry(Int(number)) { compare(entry) }
            while index < entries.count, entries[index].number == number { index += 1 }
        }
        findRepeatedObjects()
        compareHybridParts()
    }

    /// A hybrid file's stream is there for objects that its table says are free (ISO 32000-2, section 7.5.8.4); where
    /// both name a place, readers of different age go to different ones.
    ///
    /// A stream that the revision before made is let be: programs that save a revision upon it name it again.
    private func compareHybridParts() {
        guard sections.contains(where: \.isHybridPart) else { return }
        for (table, stream) in zip(entries, entries.dropFirst()) {
            guard table.number == stream.number, stream.rank == table.rank + 1,
                sections[Int(stream.rank)].isHybridPart, table.kind != .free, stream.kind != .free,
                (table.kind, table.place, table.detail) != (stream.kind, stream.place, stream.detail),
                sections[Int(stream.rank)].offset > sections[Int(table.rank)].previous ?? -1
            else { continue }
            report(.hybrid, at: sections[Int(stream.rank)].offset, object: Int(stream.number))
        }
    }

    private func compare(_ entry: PDFEntry) {
        let number = Int(entry.number)
        let section = sections[Int(entry.rank)]
        if entry.kind != .free, let size = sections.first?.size, number >= size {
            report(.size, at: sections[0].offset, object: number)
        }
        switch entry.kind {
        case .free: break
        case .offset:
            let place = parser.skipBlanks(from: Int(entry.place), limit: view.count)
            guard let object = object(at: place), object.number == number, object.generation == Int(entry.detail) else {
                return report(.entry, at: section.offset, object: number)
            }
        case .compressed:
            guard !isEncrypted else { return }
            guard let numbers = compressedNumbers[Int(entry.place)], Int(entry.detail) < numbers.count,
                numbers[Int(entry.detail)] == entry.number
            else { return report(.entry, at: section.offset, object: number) }
        }
    }

    /// The object that begins at an offset.
    package func object(at offset: Int) -> PDFObject? {
        var low = 0
        var high = objects.count
        while low < high {
            let middle = (low + high) / 2
            if objects[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        guard low < objects.count, objects[low].range.lowerBound == offset else { return nil }
        return objects[low]
    }

    /// An object that one saving wrote twice, where viewers take the first and repairers the last.
    private func findRepeatedObjects() {
        var seen: [UInt64: Int] = [:]
        seen.reserveCapacity(objects.count)
        var revision = 0
        for (index, object) in objects.enumerated() {
            let start = object.range.lowerBound
            while revision + 1 < revisions.count, start >= revisions[revision].range.upperBound { revision += 1 }
            let key = UInt64(object.number) << 32 | UInt64(revision)
            guard let earlier = seen.updateValue(index, forKey: key) else { continue }
            let place = entry(object.number, asOf: rank(at: start)).map { Int($0.place) }
            if place.map({ parser.skipBlanks(from: $0, limit: view.count) }) == objects[earlier].range.lowerBound {
                report(.objectTwice, at: start, object: object.number)
            }
        }
    }
}
