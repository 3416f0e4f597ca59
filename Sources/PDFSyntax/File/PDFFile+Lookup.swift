extension PDFFile {
    /// The entry of an object, as a viewer of a revision finds it.
    ///
    /// - Parameters:
    ///   - number: The object's number.
    ///   - rank: The newest section that is looked into; 0 for the whole file.
    /// - Returns: The entry; `nil` if there is none.
    func entry(_ number: Int, asOf rank: Int = 0) -> PDFEntry? {
        guard number >= 0, number <= Int(Int32.max) else { return nil }
        let wanted = UInt64(number) << 16 | UInt64(rank)
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].number == UInt32(number) else { return nil }
        let entry = entries[low]
        // What a hybrid file's table hides as free is in its stream.
        if entry.kind == .free, low + 1 < entries.count, entries[low + 1].number == entry.number,
            entries[low + 1].rank == entry.rank + 1, sections[Int(entry.rank) + 1].isHybridPart
        {
            return entries[low + 1]
        }
        return entry
    }

    /// The newest section of the revision that an offset lies in.
    func rank(at offset: Int) -> Int {
        guard sections.count > 1, let oldest = sections.lastIndex(where: { $0.offset > offset }) else { return 0 }
        return firstRank(of: oldest)
    }

    /// The newest section of the revision that a section belongs to: a linearized file has two sections in one revision,
    /// the newer one in front, and a hybrid file has a table and a stream.
    func firstRank(of rank: Int) -> Int {
        var first = rank
        while first > 0 {
            if sections[first].isHybridPart {
                first -= 1
                continue
            }
            guard let newer = sections[..<first].lastIndex(where: { !$0.isHybridPart }),
                sections[first].offset > sections[newer].offset
            else { break }
            first = newer
        }
        return first
    }

    /// Whether an object is the one that viewers find under its number.
    package func isInForce(_ object: PDFObject) -> Bool {
        guard object.kind == .body, let entry = entry(object.number), entry.kind == .offset else { return false }
        return parser.skipBlanks(from: Int(entry.place), limit: view.count) == object.range.lowerBound
    }

    /// Reads an object by its number, as viewers do.
    ///
    /// References are followed, up to ten from one to the next.
    ///
    /// - Parameters:
    ///   - number: The object's number.
    ///   - tape: What its value is written to.
    /// - Returns: The number of the object that was read, or `nil` if there is none that can be read.
    package func load(_ number: Int, onto tape: PDFTape) -> Int? {
        var number = number
        for _ in 0..<10 {
            guard let entry = entry(number), load(entry, onto: tape) else { return nil }
            guard let next = tape.reference(0) else { return number }
            number = next
        }
        return nil
    }

    func load(_ entry: PDFEntry, onto tape: PDFTape) -> Bool {
        guard loadBudget > 0 else {
            report(.work, at: 0)
            return false
        }
        switch entry.kind {
        case .free: return false
        case .offset:
            let start = parser.skipBlanks(from: Int(entry.place), limit: view.count)
            guard let header = objectHeader(at: start), header.number == Int(entry.number) else { return false }
            let value = parser.skipBlanks(from: header.end, limit: view.count)
            do throws(PDFParser.Failure) {
                let end = try parser.parse(at: value, limit: view.count, onto: tape)
                loadBudget -= end - start
            } catch {
                // How far it came is not known, so that the worst is assumed.
                loadBudget -= view.count - start
                return false
            }
            return true
        case .compressed:
            guard let stream = objectStream(Int(entry.place)), let index = Int(exactly: entry.detail),
                index < stream.objects.count, stream.objects[index].number == Int(entry.number)
            else { return false }
            return read(stream, index, onto: tape)
        }
    }

    /// Reads one object of an object stream.
    func read(_ stream: PDFObjectStream, _ index: Int, onto tape: PDFTape) -> Bool {
        var parser = PDFParser(view: stream.view, limits: limits)
        let place = stream.objects[index].offset
        do throws(PDFParser.Failure) {
            let end = try parser.parse(at: place, limit: stream.view.count, onto: tape)
            loadBudget -= end - place
            // No object stream can hold a stream; whoever writes one hopes for a reader that thinks otherwise.
            return !stream.view.matches("stream", at: parser.skipBlanks(from: end, limit: stream.view.count))
        } catch {
            loadBudget -= stream.view.count
            return false
        }
    }

    /// The stored bytes and the filters of the stream that an object in force is.
    package func stream(_ number: Int) -> (data: Range<Int>, filters: [PDFFilter])? {
        guard let entry = entry(number), entry.kind == .offset,
            let header = objectHeader(at: parser.skipBlanks(from: Int(entry.place), limit: view.count)),
            header.number == number, loadBudget > 0
        else { return nil }
        let tape = PDFTape(view: view)
        guard let object = readBody(header, onto: tape, isMeasured: false), let data = object.stream,
            let filters = filters(of: tape)
        else { return nil }
        return (data, filters)
    }

    /// The decoded bytes of the stream that an object in force is, up to a limit.
    ///
    /// - Returns: `nil` if it is no stream, cannot be decoded or is longer.
    package func decode(_ number: Int, limit: Int) -> [UInt8]? {
        guard let (data, filters) = stream(number) else { return nil }
        loadBudget -= data.count
        let decoded = decoder.decode(view.pointer(data), filters, keeps: true, limit: limit)
        return decoded.outcome == .complete ? decoded.bytes : nil
    }
}
