/// One picture of a JPEG file, from SOI to EOI (ITU-T T.81, annex B).
///
/// Segments are skipped by their length, so a thumbnail inside one is never taken for the picture; every scan is decoded
/// as far as it takes to see that it is whole. It ends at the first thing that is wrong. Memory: the tables, and for a
/// progressive picture that sends bits in several scans one bit for each coefficient.
struct JPEGPicture: Sendable {
    private(set) var findings: [DocumentFinding] = []
    private(set) var frame: JPEGFrame?
    private(set) var metadata = JPEGMetadata()
    /// Of all that is needed to decode the picture.
    private(set) var fingerprint = ImageFingerprint()

    /// How many blocks the scans of a progressive picture may pass over.
    var mostUnits = Int.max
    /// How many they have passed over so far; other scans take bits for each block, and are bounded by those.
    private(set) var units = 0

    private let policy: JPEGPolicy
    private var state = State.start
    private var frameOffset = 0
    private var progression = JPEGProgression(components: 0)
    private var quantizationTables: Set<Int> = []
    private var dcTables: [JPEGHuffmanTable?] = .init(repeating: nil, count: 4)
    private var acTables: [JPEGHuffmanTable?] = .init(repeating: nil, count: 4)
    private var conditioning = JPEGConditioning()
    private var decisions = 0
    private var restartInterval = 0
    private var scans = 0
    private var isScanOpen = false
    private var metadataBytes = 0

    private enum State: Sendable {
        case start
        /// Between segments: 0xFF must follow.
        case marker
        case scan(JPEGScanDecoder, component: Int)
        case ended
    }

    init(policy: JPEGPolicy) { self.policy = policy }

    /// Reads what a window holds.
    ///
    /// - Parameters:
    ///   - window: The bytes.
    ///   - index: Where to go on in the window; afterwards, what must be shown again with more bytes behind it, or what
    ///     follows the picture.
    /// - Returns: Whether the picture is at its end.
    /// - Throws: A fault if it is broken, or if the file ends within.
    mutating func advance(_ window: JPEGWindow, from index: inout Int) throws(JPEGFault) -> Bool {
        while true {
            let start = index
            switch state {
            case .start:
                guard try window.has(2, from: index) else { return false }
                guard window.base[index] == 0xff, window.base[index + 1] == 0xd8 else {
                    throw .damaged("start", at: window.offset + index)
                }
                index += 2
                state = .marker
            case .marker:
                guard try readSegment(window, from: &index) else { return false }
            case .scan(var decoder, let component):
                // Emptied first, so that the decoder and the marks have one owner and are changed in place.
                state = .marker
                var history: [UInt64] = []
                swap(&history, &progression.history[component])
                let isAtEnd = try decoder.advance(window, from: &index, history: &history)
                swap(&history, &progression.history[component])
                fingerprint.add(window.bytes(start..<index))
                guard isAtEnd else {
                    state = .scan(decoder, component: component)
                    return false
                }
                decisions = decoder.decisions
                isScanOpen = false
            case .ended:
                return true
            }
        }
    }

    private mutating func readSegment(_ window: JPEGWindow, from index: inout Int) throws(JPEGFault) -> Bool {
        guard try window.has(2, from: index) else { return false }
        let offset = window.offset + index
        guard window.base[index] == 0xff else { throw .damaged("marker-expected", at: offset) }
        let code = window.base[index + 1]
        // Any number of fill bytes may precede a code (B.1.1.2).
        guard code != 0xff else {
            index += 1
            return true
        }
        let marker = JPEGMarker(code)
        switch marker {
        case .endOfImage:
            try end(at: offset)
            index += 2
            state = .ended
            return true
        case .misplaced: throw .damaged("marker-misplaced", at: offset)
        case .unsupportedFrame: throw .unsupported("frame-type", at: offset)
        case .frame where frame != nil: throw .damaged("second-frame", at: offset)
        case .scan where frame == nil: throw .damaged("scan-before-frame", at: offset)
        default: break
        }
        guard try window.has(4, from: index) else { return false }
        // The length counts its own two bytes.
        let length = Int(window.base[index + 2]) << 8 | Int(window.base[index + 3])
        guard length >= 2 else { throw .damaged("segment-length", at: offset) }
        guard try window.has(length + 2, from: index) else { return false }
        let whole = index..<index + length + 2
        index = whole.upperBound
        if marker.isMetadata {
            metadataBytes += whole.count
            guard metadataBytes <= policy.maximumMetadataBytes else {
                throw JPEGFault(.jpegMetadataSize, at: offset, ["limit": "\(policy.maximumMetadataBytes)"])
            }
        } else {
            fingerprint.add(window.bytes(whole))
        }
        try read(marker, window.bytes(whole.dropFirst(4)), at: offset)
        return true
    }

    private mutating func read(
        _ marker: JPEGMarker,
        _ content: UnsafeBufferPointer<UInt8>,
        at offset: Int
    ) throws(JPEGFault) {
        switch marker {
        case .frame(let coding): try readFrame(content, coding, at: offset)
        case .scan: try startScan(content, at: offset)
        case .restartInterval:
            guard content.count == 2 else { throw .damaged("segment-length", at: offset) }
            restartInterval = Int(content[0]) << 8 | Int(content[1])
        case .huffmanTables: try readHuffmanTables(content, at: offset)
        case .arithmeticConditioning:
            guard conditioning.read(content) else { throw .damaged("arithmetic-conditioning", at: offset) }
        case .quantizationTables: try readQuantizationTables(content, at: offset)
        case .application(let number): metadata.read(application: number, content, at: offset)
        case .comment: metadata.hasComment = true
        default: break
        }
    }

    private mutating func readFrame(
        _ content: UnsafeBufferPointer<UInt8>,
        _ coding: JPEGFrame.Coding,
        at offset: Int
    ) throws(JPEGFault) {
        guard let frame = JPEGFrame(content, coding: coding) else { throw .damaged("segment-length", at: offset) }
        guard frame.precision == 8 else { throw .unsupported("precision", at: offset) }
        guard frame.isConsistent else { throw .damaged("frame-header", at: offset) }
        self.frame = frame
        frameOffset = offset
        progression = JPEGProgression(components: frame.components.count)
        // Grey, colour, and four-colour print; two components mean nothing to a reader.
        guard [1, 3, 4].contains(frame.components.count) else { throw .unsupported("components", at: offset) }
        guard frame.hasWholeSamplingRatios else { throw .unsupported("sampling", at: offset) }
        if coding.isArithmetic, let severity = policy.arithmetic.severity {
            findings.append(DocumentFinding(.jpegArithmetic, severity, offset: offset))
        }
        guard frame.pixels <= policy.maximumPixels else {
            throw JPEGFault(.tooManyPixels, at: offset, ["width": "\(frame.width)", "height": "\(frame.height)"])
        }
    }

    /// Reads quantisation tables (B.2.4.1).
    private mutating func readQuantizationTables(
        _ content: UnsafeBufferPointer<UInt8>,
        at offset: Int
    ) throws(JPEGFault) {
        var index = 0
        while index < content.count {
            let bytes = content[index] >> 4 == 0 ? 1 : 2
            let place = Int(content[index] & 0x0f)
            guard content[index] >> 4 <= 1, place <= 3, content.count - index > 64 * bytes else {
                throw .damaged("quantization-table", at: offset)
            }
            quantizationTables.insert(place)
            index += 1 + 64 * bytes
        }
    }

    /// Reads Huffman tables (B.2.4.2).
    private mutating func readHuffmanTables(
        _ content: UnsafeBufferPointer<UInt8>,
        at offset: Int
    ) throws(JPEGFault) {
        var index = 0
        while index < content.count {
            guard content.count - index >= 17 else { throw .damaged("huffman-table", at: offset) }
            let isAC = content[index] >> 4 == 1
            let place = Int(content[index] & 0x0f)
            let counts = Array(content[(index + 1)..<(index + 17)])
            let length = counts.reduce(0) { $0 + Int($1) }
            // Values of DC coefficients have 15 bits at most, whatever the depth (table H.2).
            guard content[index] >> 4 <= 1, place <= 3, length <= content.count - index - 17,
                isAC || content[(index + 17)..<(index + 17 + length)].allSatisfy({ $0 <= 15 }),
                let table = JPEGHuffmanTable(
                    counts: counts,
                    values: Array(content[(index + 17)..<(index + 17 + length)])
                )
            else { throw .damaged("huffman-table", at: offset) }
            if isAC { acTables[place] = table } else { dcTables[place] = table }
            index += 17 + length
        }
    }

    private mutating func startScan(_ content: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JPEGFault) {
        guard let frame else { throw .damaged("scan-before-frame", at: offset) }
        let scan = try JPEGScan(content, frame: frame, at: offset)
        scans += 1
        isScanOpen = true
        guard scans <= policy.maximumScans else {
            throw JPEGFault(.jpegTooManyScans, at: offset, ["limit": "\(policy.maximumScans)"])
        }
        guard scan.components.allSatisfy({ quantizationTables.contains(frame.components[$0.index].quantizationTable) })
        else { throw .damaged("no-quantization-table", at: offset) }
        guard progression.add(scan) else { throw .damaged("scan-order", at: offset) }
        let decoder = try decoder(of: scan, frame, at: offset)
        if frame.coding.isProgressive {
            units += decoder.units
            guard units <= mostUnits else { throw JPEGFault(.pdfTooComplex, at: offset, ["detail": "picture-scans"]) }
        }
        let component = scan.components[0].index
        if decoder.keepsHistory, progression.history[component].isEmpty {
            progression.history[component] = .init(repeating: 0, count: decoder.units)
        }
        state = .scan(decoder, component: component)
    }

    private func decoder(of scan: JPEGScan, _ frame: JPEGFrame, at offset: Int) throws(JPEGFault) -> JPEGScanDecoder {
        guard !frame.coding.isArithmetic else {
            return JPEGScanDecoder(
                scan,
                frame: frame,
                conditioning: conditioning,
                restartInterval: restartInterval,
                decisions: decisions,
                mostDecisions: policy.maximumDecisions
            )
        }
        let needsDC = scan.isDC && !scan.isRefinement
        let needsAC = scan.band.upperBound > 0
        var blocks: [JPEGScanDecoder.Block] = []
        for component in scan.components {
            let dc = dcTables[component.dcTable]
            let ac = acTables[component.acTable]
            guard !needsDC || dc != nil, !needsAC || ac != nil else { throw .damaged("no-huffman-table", at: offset) }
            let shape = frame.components[component.index]
            let count = scan.components.count > 1 ? shape.horizontalSampling * shape.verticalSampling : 1
            blocks += repeatElement(.init(dc: dc, ac: ac), count: count)
        }
        return JPEGScanDecoder(scan, frame: frame, blocks: blocks, restartInterval: restartInterval)
    }

    /// Whether every block of every component has come, and no scan has begun that is not whole.
    var hasEveryBlock: Bool {
        scans > 0 && !isScanOpen && progression.hasEveryComponent
    }

    /// Ends the picture: every component must have come.
    private mutating func end(at offset: Int) throws(JPEGFault) {
        guard let frame, scans > 0 else { throw .damaged("no-picture", at: offset) }
        guard progression.hasEveryComponent else { throw JPEGFault(.jpegDataMissing, at: offset) }
        progression.history = .init(repeating: [], count: frame.components.count)
        if !progression.isComplete { findings.append(DocumentFinding(.jpegCoarse, .warning, offset: offset)) }
        findings += metadata.findings(policy: policy, frame: frame, at: frameOffset)
    }
}
