/// Where an object of an update begins.
struct PDFCrossReferenceRow {
    var number: Int
    var offset: Int
    var generation: Int

    /// The rows in runs of numbers that follow each other.
    private static func runs(_ rows: [PDFCrossReferenceRow]) -> [ArraySlice<PDFCrossReferenceRow>] {
        var result: [ArraySlice<PDFCrossReferenceRow>] = []
        var start = 0
        for index in rows.indices where index + 1 == rows.count || rows[index + 1].number != rows[index].number + 1 {
            result.append(rows[start...index])
            start = index + 1
        }
        return result
    }

    /// A cross-reference table (ISO 32000-2, section 7.5.4), without its trailer.
    static func table(_ rows: [PDFCrossReferenceRow]) -> [UInt8] {
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        var text = "xref\n"
        for run in runs(rows) {
            text += "\(run.first?.number ?? 0) \(run.count)\n"
            for row in run { text += "\(padded(row.offset, 10)) \(padded(row.generation, 5)) n \n" }
        }
        return Array(text.utf8)
    }

    /// A cross-reference stream (section 7.5.8), with the trailer's entries in its dictionary.
    static func stream(_ rows: [PDFCrossReferenceRow], trailer: PDFDictionaryText) -> [UInt8] {
        var data: [UInt8] = []
        for row in rows {
            data.append(1)
            for shift in [24, 16, 8, 0] { data.append(UInt8(truncatingIfNeeded: row.offset >> shift)) }
            for shift in [8, 0] { data.append(UInt8(truncatingIfNeeded: row.generation >> shift)) }
        }
        var dictionary = trailer
        dictionary.set("Type", "/XRef")
        dictionary.set("W", "[1 4 2]")
        let index = runs(rows).map { "\($0.first?.number ?? 0) \($0.count)" }
        dictionary.set("Index", "[" + index.joined(separator: " ") + "]")
        dictionary.set("Length", "\(data.count)")
        return dictionary.bytes + Array("\nstream\n".utf8) + data + Array("\nendstream".utf8)
    }
}

extension PDFFile {
    /// The dictionary that goes with a cross-reference section.
    func trailer(of section: PDFSection) -> PDFDictionaryText? {
        let tape = PDFTape(view: view)
        let start: Int?
        if section.isStream {
            start = objectHeader(at: section.offset)?.end
        } else {
            start = view.lastOffset(of: "trailer", in: section.offset..<section.end).map { $0 + 7 }
        }
        guard let start, (try? parser.parse(at: start, limit: view.count, onto: tape)) != nil else { return nil }
        return PDFDictionaryText(tape)
    }

    /// The generation of an object, which is 0 for new ones.
    func generation(of number: Int) -> Int {
        guard let entry = entry(number), entry.kind == .offset else { return 0 }
        return Int(entry.detail)
    }
}
