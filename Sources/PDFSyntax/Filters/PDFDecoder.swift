/// Runs streams through their filters, within bounds.
final class PDFDecoder {
    private lazy var flate = FlateDecoder()

    /// Decodes one stream.
    ///
    /// - Parameters:
    ///   - input: The stored bytes.
    ///   - filters: The filters in the order in which they are undone.
    ///   - keeps: Whether the bytes are wanted, or only their number.
    ///   - limit: The most bytes that may come out, of each filter.
    /// - Returns: What came out; for a filter that is not opened, what stands before it.
    func decode(_ input: UnsafeBufferPointer<UInt8>, _ filters: [PDFFilter], keeps: Bool, limit: Int) -> PDFDecoded {
        var current: [UInt8] = []
        var isFirst = true
        var count = input.count
        for (index, filter) in filters.enumerated() {
            let isLast = index == filters.count - 1
            guard filter.isOpen else { return PDFDecoded(bytes: current, count: count, outcome: .closed) }
            // A picture's coding needs no decoded input here, but the counting must see every open filter.
            var sink = PDFSink(keeps: keeps || !isLast, limit: limit)
            let outcome =
                isFirst
                ? run(filter, input, &sink) : current.withUnsafeBufferPointer { run(filter, $0, &sink) }
            count = sink.count
            guard outcome == .complete else { return PDFDecoded(bytes: sink.bytes, count: count, outcome: outcome) }
            current = sink.keeps ? predicted(sink.bytes, filter) : []
            isFirst = false
        }
        if filters.isEmpty {
            guard count <= limit else { return PDFDecoded(bytes: [], count: count, outcome: .overLimit) }
            if keeps { current = Array(input) }
        }
        return PDFDecoded(bytes: current, count: count, outcome: .complete)
    }

    private func run(_ filter: PDFFilter, _ input: UnsafeBufferPointer<UInt8>, _ sink: inout PDFSink)
        -> PDFDecoded.Outcome
    {
        switch filter {
        case .flate: return flate.decode(input, into: &sink)
        case .lzw(let earlyChange, _):
            var decoder = LZWDecoder(earlyChange: earlyChange)
            return decoder.decode(input, into: &sink)
        case .ascii85: return ASCII85Decoder.decode(input, into: &sink)
        case .asciiHex: return ASCIIHexDecoder.decode(input, into: &sink)
        case .runLength: return RunLengthDecoder.decode(input, into: &sink)
        case .dct, .jpx, .ccitt, .jbig2, .crypt, .unknown: return .closed
        }
    }

    private func predicted(_ bytes: [UInt8], _ filter: PDFFilter) -> [UInt8] {
        switch filter {
        case .flate(let predictor?), .lzw(_, let predictor?): predictor.undo(bytes)
        default: bytes
        }
    }
}
