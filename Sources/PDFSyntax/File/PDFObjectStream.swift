/// A decoded object stream (ISO 32000-2, section 7.5.7).
final class PDFObjectStream {
    /// The decoded bytes.
    let view: ByteView
    /// The objects by their index, with the offset of each.
    let objects: [(number: Int, offset: Int)]

    /// - Returns: `nil` if the table at the beginning cannot be read.
    init?(_ bytes: [UInt8], count: Int, first: Int, limits: PDFLimits) {
        guard 0...bytes.count ~= first, count >= 0, count <= first / 2 + 1, count <= limits.objects else { return nil }
        let view = PDFBuffer(bytes).view
        var objects: [(number: Int, offset: Int)] = []
        objects.reserveCapacity(count)
        var position = 0
        func number() -> Int? {
            while position < first, PDFCharacter.isWhiteSpace(view[position]) { position += 1 }
            let start = position
            while position < first, PDFCharacter.isDigit(view[position]) { position += 1 }
            return position > start ? PDFNumber.integer(view, start..<position) : nil
        }
        for _ in 0..<count {
            guard let name = number(), let offset = number(), name <= Int(Int32.max), offset <= view.count - first
            else { return nil }
            objects.append((name, first + offset))
        }
        self.view = view
        self.objects = objects
    }
}

/// The object streams that were decoded last.
struct PDFObjectStreamCache {
    private var streams: [Int: PDFObjectStream] = [:]
    private var order: [Int] = []
    private var bytes = 0

    /// The stream that begins at an offset of the file.
    subscript(offset: Int) -> PDFObjectStream? { streams[offset] }

    mutating func insert(_ stream: PDFObjectStream, at offset: Int, limit: Int) {
        guard streams[offset] == nil, stream.view.count <= limit else { return }
        bytes += stream.view.count
        streams[offset] = stream
        order.append(offset)
        while bytes > limit, let oldest = order.first {
            order.removeFirst()
            bytes -= streams.removeValue(forKey: oldest)?.view.count ?? 0
        }
    }
}

extension PDFFile {
    /// The object stream with a number, decoded; `nil` if there is none or it cannot be read.
    func objectStream(_ number: Int) -> PDFObjectStream? {
        guard let entry = entry(number), entry.kind == .offset else { return nil }
        let start = parser.skipBlanks(from: Int(entry.place), limit: view.count)
        if let known = decodedStreams[start] { return known }
        let tape = PDFTape(view: view)
        guard let header = objectHeader(at: start), header.number == number,
            let object = readBody(header, onto: tape, isMeasured: false)
        else { return nil }
        return objectStream(object, tape)
    }

    /// Decodes an object stream that was read.
    func objectStream(_ object: PDFObject, _ tape: PDFTape) -> PDFObjectStream? {
        let start = object.range.lowerBound
        if let known = decodedStreams[start] { return known }
        guard let data = object.stream, problemCounts[.bomb] == nil, let filters = filters(of: tape),
            let count = tape.value(0, .count).flatMap({ tape.integer($0) }),
            let first = tape.value(0, .first).flatMap({ tape.integer($0) })
        else { return nil }
        let decoded = decoder.decode(view.pointer(data), filters, keeps: true, limit: structureLimit)
        decodedBytes += decoded.count
        loadBudget -= data.count
        if decoded.outcome == .overLimit { report(.bomb, at: start, object: object.number) }
        guard decoded.outcome == .complete,
            let stream = PDFObjectStream(decoded.bytes, count: count, first: first, limits: limits)
        else { return nil }
        decodedStreams.insert(stream, at: start, limit: limits.cachedBytes)
        return stream
    }

    /// How long a stream of structure may become.
    private var structureLimit: Int { max(0, min(limits.structureBytes, limits.totalBytes - decodedBytes)) }
}
