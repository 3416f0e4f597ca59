extension PDFFile {
    /// The filters of a stream's dictionary, those of references followed.
    ///
    /// - Returns: `nil` if they cannot be told.
    func filters(of tape: PDFTape) -> [PDFFilter]? {
        guard let value = tape.value(0, .filter) else { return [] }
        let parameters = tape.value(0, .decodeParms)
        if let number = tape.reference(value) {
            let other = PDFTape(view: view)
            guard load(number, onto: other) != nil else { return nil }
            return filters(other, 0, tape, parameters)
        }
        return filters(tape, value, tape, parameters)
    }

    private func filters(_ tape: PDFTape, _ value: Int, _ parameterTape: PDFTape, _ parameters: Int?) -> [PDFFilter]? {
        switch tape.kind(value) {
        case .null: return []
        case .name:
            guard let name = tape.name(value) else { return nil }
            return [filter(name, parameterTape, parameters)]
        case .array:
            let names = tape.members(value)
            guard names.count <= limits.filters else { return nil }
            let list = parameters.flatMap { parameterTape.kind($0) == .array ? parameterTape.members($0) : nil }
            var result: [PDFFilter] = []
            for (index, member) in names.enumerated() {
                guard let name = resolvedName(tape, member) else { return nil }
                // One dictionary for one filter occurs without an array too.
                let own = list.map { index < $0.count ? $0[index] : nil } ?? (names.count == 1 ? parameters : nil)
                result.append(filter(name, parameterTape, own))
            }
            return result
        default: return nil
        }
    }

    /// A name, also where it stands behind a reference.
    func resolvedName(_ tape: PDFTape, _ index: Int) -> PDFName? {
        if let name = tape.name(index) { return name }
        guard let number = tape.reference(index) else { return nil }
        let other = PDFTape(view: view)
        return load(number, onto: other) == nil ? nil : other.name(0)
    }

    private func filter(_ name: PDFName, _ tape: PDFTape, _ parameters: Int?) -> PDFFilter {
        var tape = tape
        var index = parameters
        if let reference = parameters.flatMap({ tape.reference($0) }) {
            let other = PDFTape(view: view)
            index = load(reference, onto: other) == nil ? nil : 0
            tape = other
        }
        func number(_ key: PDFName, _ standard: Int) -> Int {
            index.flatMap { tape.value($0, key) }.flatMap { tape.integer($0) } ?? standard
        }
        return PDFFilter(
            name,
            predictor: PDFPredictor(
                kind: number(.predictor, 1),
                colors: number(.colors, 1),
                bits: number(.bitsPerComponent, 8),
                columns: number(.columns, 1)
            ),
            earlyChange: number(.earlyChange, 1) != 0
        )
    }

    /// Judges how long a stream becomes, and whether it can be decoded at all.
    func measure(_ object: PDFObject, _ tape: PDFTape) {
        // One bomb is enough: what is refused for it is not decoded further.
        guard let data = object.stream, !isEncrypted, problemCounts[.bomb] == nil else { return }
        let start = object.range.lowerBound
        guard let filters = filters(of: tape) else { return report(.streamFilter, at: start, object: object.number) }
        let isPicture = tape.value(0, .subtype).flatMap { resolvedName(tape, $0) } == .image
        if isPicture { measurePixels(object, tape) }
        guard let first = filters.first, first.isOpen else { return }
        if isPicture { return measurePicture(object, tape, filters) }

        let ratioLimit = max(limits.ratioFloor, data.count.multipliedReportingOverflow(by: limits.ratio).partialValue)
        let rest = limits.totalBytes - decodedBytes
        let limit = max(0, min(limits.streamBytes, ratioLimit, rest))
        let decoded = decoder.decode(view.pointer(data), filters, keeps: false, limit: limit)
        decodedBytes += decoded.count
        switch decoded.outcome {
        case .complete, .closed: break
        case .damaged: report(.streamData, at: start, object: object.number)
        case .overLimit: report(.bomb, at: start, object: object.number)
        }
    }

    private func measurePixels(_ object: PDFObject, _ tape: PDFTape) {
        let sides = [PDFName.width, .height].map { key in integer(tape, key) ?? 0 }
        guard sides.allSatisfy({ $0 > 0 }) else { return }
        let (pixels, isHuge) = sides[0].multipliedReportingOverflow(by: sides[1])
        if isHuge || pixels > limits.picturePixels {
            report(.pixels, at: object.range.lowerBound, object: object.number)
        }
    }

    /// A picture becomes as long as its sides say: a viewer takes no more, so that a longer one is a bomb for others.
    private func measurePicture(_ object: PDFObject, _ tape: PDFTape, _ filters: [PDFFilter]) {
        let rest = limits.pictureBytes - pictureBytes
        guard let data = object.stream, rest > 0 else { return }
        let expected = pictureLength(tape)
        // Deflate makes at most 1032 bytes of one.
        if filters.count == 1, case .flate = filters[0], data.count < expected / 1_032 { return }
        let limit = max(limits.ratioFloor, expected)
        let decoded = decoder.decode(view.pointer(data), filters, keeps: false, limit: min(limit, rest))
        pictureBytes += decoded.count
        switch decoded.outcome {
        case .damaged: report(.streamData, at: object.range.lowerBound, object: object.number)
        case .overLimit where limit <= rest: report(.bomb, at: object.range.lowerBound, object: object.number)
        case .complete, .closed, .overLimit: break
        }
    }

    /// How long a picture is by its sides, with a byte for each row's predictor; where its colours cannot be told there
    /// are eight.
    private func pictureLength(_ tape: PDFTape) -> Int {
        func bounded(_ key: PDFName, _ standard: Int, _ limit: Int) -> Int {
            min(max(integer(tape, key) ?? standard, 0), limit)
        }
        let space = tape.value(0, .colorSpace).flatMap { resolvedName(tape, $0) }
        let colors =
            switch space {
            case .deviceGray: 1
            case .deviceRGB: 3
            case .deviceCMYK: 4
            default: 8
            }
        let row = (bounded(.width, 0, 1_000_000) * colors * bounded(.bitsPerComponent, 8, 16) + 7) / 8 + 1
        return row * bounded(.height, 0, 1_000_000)
    }

    /// An integer of the object's dictionary, also behind a reference.
    package func integer(_ tape: PDFTape, _ key: PDFName) -> Int? {
        guard let value = tape.value(0, key) else { return nil }
        guard let number = tape.reference(value) else { return tape.integer(value) }
        let other = PDFTape(view: view)
        return load(number, onto: other) == nil ? nil : other.integer(0)
    }
}
