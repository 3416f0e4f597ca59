/// The first words of an object: `12 0 obj`.
struct PDFObjectHeader {
    var start: Int
    var end: Int
    var number: Int
    var generation: Int
}

extension PDFFile {
    /// The first words of an object, if they stand at an offset.
    func objectHeader(at start: Int) -> PDFObjectHeader? {
        guard let octet = view.byte(at: start), PDFCharacter.isDigit(octet),
            let number = shortNumber(at: start), number.value <= Int(Int32.max),
            let octet = view.byte(at: number.end), PDFCharacter.isWhiteSpace(octet),
            let generation = shortNumber(at: parser.skipBlanks(from: number.end, limit: view.count)),
            generation.value <= 65_535, let octet = view.byte(at: generation.end), PDFCharacter.isWhiteSpace(octet)
        else { return nil }
        let word = parser.skipBlanks(from: generation.end, limit: view.count)
        guard view.matches("obj", at: word) else { return nil }
        return PDFObjectHeader(start: start, end: word + 3, number: number.value, generation: generation.value)
    }

    private func shortNumber(at start: Int) -> (value: Int, end: Int)? {
        var value = 0
        var position = start
        while let octet = view.byte(at: position), PDFCharacter.isDigit(octet), position - start < 11 {
            value = value &* 10 &+ Int(octet &- 0x30)
            position += 1
        }
        return position > start && position - start < 11 ? (value, position) : nil
    }

    /// Reads an object behind its first words, onto a tape.
    ///
    /// - Parameters:
    ///   - header: The first words.
    ///   - tape: What its value is written to.
    ///   - isMeasured: Whether problems are reported, which must be done once for each object.
    /// - Returns: The object, or `nil` if its value cannot be read.
    func readBody(_ header: PDFObjectHeader, onto tape: PDFTape, isMeasured: Bool) -> PDFObject? {
        var position = parser.skipBlanks(from: header.end, limit: view.count)
        if view.matches("endobj", at: position) {
            // Nothing at all stands for null.
            tape.nodes = [
                PDFNode(
                    start: UInt32(position),
                    end: UInt32(position),
                    link: 0,
                    kind: .null,
                    name: 0,
                    isKey: false,
                    generation: 0
                )
            ]
            tape.view = view
        } else {
            do throws(PDFParser.Failure) {
                position = try parser.parse(at: position, limit: view.count, onto: tape)
            } catch {
                if isMeasured { report(error, object: header.number) }
                return nil
            }
            if isMeasured, let key = parser.repeatedKey { report(.keyTwice, at: key.offset, object: header.number) }
        }
        position = parser.skipBlanks(from: position, limit: view.count)
        var stream: Range<Int>?
        if view.matches("stream", at: position), tape.kind(0) == .dictionary {
            guard let found = readStream(tape, keyword: position, header, isMeasured: isMeasured) else { return nil }
            stream = found.data
            position = parser.skipBlanks(from: found.end, limit: view.count)
        }
        if view.matches("endobj", at: position) {
            position += 6
        } else if isMeasured {
            report(.object, at: position, object: header.number)
        }
        return PDFObject(
            .body,
            number: header.number,
            generation: header.generation,
            range: header.start..<position,
            stream: stream
        )
    }

    /// Finds a stream's data: by its length if that is right, else by `endstream`.
    private func readStream(_ tape: PDFTape, keyword: Int, _ header: PDFObjectHeader, isMeasured: Bool)
        -> (data: Range<Int>, end: Int)?
    {
        var start = keyword + 6
        if view.matches("\r\n", at: start) {
            start += 2
        } else if view.byte(at: start) == 0x0a {
            start += 1
        } else {
            if isMeasured { report(.streamKeyword, at: keyword, object: header.number) }
            // Readers skip a lone CR, and blanks before the line's end.
            while let octet = view.byte(at: start), octet == 0x20 || octet == 0x09 { start += 1 }
            if view.matches("\r\n", at: start) {
                start += 2
            } else if let octet = view.byte(at: start), octet == 0x0d || octet == 0x0a {
                start += 1
            }
        }
        guard start <= view.count else { return nil }
        if let length = length(tape, before: header.start), length >= 0, length <= view.count - start {
            let end = skipWhiteSpace(from: start + length)
            if view.matches("endstream", at: end) { return (start..<start + length, end + 9) }
        }
        if isMeasured { report(.streamLength, at: keyword, object: header.number) }
        guard let end = nextEndStream(from: start) else { return nil }
        var last = end
        if last > start, view[last - 1] == 0x0a { last -= 1 }
        if last > start, view[last - 1] == 0x0d { last -= 1 }
        return (start..<last, end + 9)
    }

    private func skipWhiteSpace(from start: Int) -> Int {
        var position = start
        while let octet = view.byte(at: position), PDFCharacter.isWhiteSpace(octet) { position += 1 }
        return position
    }

    /// The length of a stream; of one that is given by reference, that of the revision that the stream is in.
    private func length(_ tape: PDFTape, before offset: Int) -> Int? {
        guard let value = tape.value(0, .length) else { return nil }
        if let direct = tape.integer(value) { return direct }
        guard let number = tape.reference(value), let entry = entry(number, asOf: rank(at: offset)) else { return nil }
        if let length = plainInteger(entry) { return length }
        return nil
    }

    /// The value of an object that is an integer and nothing else.
    private func plainInteger(_ entry: PDFEntry) -> Int? {
        switch entry.kind {
        case .free: return nil
        case .offset:
            let start = parser.skipBlanks(from: Int(entry.place), limit: view.count)
            guard let header = objectHeader(at: start), header.number == Int(entry.number) else { return nil }
            return integer(from: header.end, limit: view.count)?.value
        case .compressed:
            let tape = PDFTape(view: view)
            return load(entry, onto: tape) ? tape.integer(0) : nil
        }
    }
}
