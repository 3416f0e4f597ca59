internal import Glibc

/// A walk over the markers of a JPEG, from SOI to EOI (ITU-T T.81, annex B).
///
/// Segments are skipped by their length, so a thumbnail inside one is never taken for the picture; entropy-coded data is
/// walked from one 0xFF to the next. The walk ends at the first thing that is wrong. It keeps a few bytes only, and each
/// byte is looked at once.
struct JPEGWalk: Sendable {
    /// SOI, and the 0xFF of the next marker.
    static let magic: [UInt8] = [0xff, 0xd8, 0xff]

    private(set) var findings: [DocumentFinding] = []
    private(set) var frame: JPEGFrame?

    private let maximumPixels: Int
    private var state = State.startFirst
    /// The offset of the next byte.
    private var position = 0
    /// How many bytes of the segment at hand are still to come.
    private var remaining = 0
    /// The content of the segment at hand, if it is one that is read.
    private var content: [UInt8] = []
    private var isCollecting = false
    /// The code of the marker at hand, and where it stands.
    private var code: UInt8 = 0
    private var markerOffset = 0
    private var scans = 0
    private var restartInterval = 0
    private var nextRestart: UInt8 = 0
    /// Whether the scan at hand has data yet.
    private var hasData = false

    private enum State {
        case startFirst, startSecond
        /// Between segments: 0xFF must follow.
        case marker
        /// Behind 0xFF: a code, or a fill byte.
        case markerCode
        case lengthHigh, lengthLow
        case segment
        case entropy
        /// In entropy-coded data, behind 0xFF.
        case entropyMarker
        case ended
        case stopped
    }

    init(policy: DocumentPolicy) { maximumPixels = policy.maximumPixels }

    mutating func update(_ chunk: UnsafeRawBufferPointer) {
        guard let base = chunk.baseAddress else { return }
        let start = position
        var index = 0
        while index < chunk.count {
            position = start + index
            switch state {
            case .entropy:
                guard let hit = memchr(base + index, 0xff, chunk.count - index) else {
                    hasData = true
                    index = chunk.count
                    continue
                }
                let found = base.distance(to: UnsafeRawPointer(hit))
                if found > index { hasData = true }
                markerOffset = start + found
                index = found + 1
                state = .entropyMarker
            case .entropyMarker:
                if readEntropyMarker(chunk[index]) { index += 1 }
            case .segment:
                let count = min(remaining, chunk.count - index)
                if isCollecting { content += chunk[index..<index + count] }
                remaining -= count
                index += count
                if remaining == 0 { endSegment() }
            case .stopped:
                index = chunk.count
            default:
                read(chunk[index])
                index += 1
            }
        }
        position = start + chunk.count
    }

    /// Ends the file.
    ///
    /// A walk that has not come to EOI by then says so.
    mutating func end() {
        guard state != .ended, state != .stopped else { return }
        stop(.truncated, at: position)
    }

    /// Reads one byte outside segments and entropy-coded data.
    private mutating func read(_ octet: UInt8) {
        switch state {
        case .startFirst:
            if octet == 0xff { state = .startSecond } else { damaged("start", at: position) }
        case .startSecond:
            if octet == 0xd8 { state = .marker } else { damaged("start", at: position) }
        case .marker:
            markerOffset = position
            if octet == 0xff { state = .markerCode } else { damaged("marker-expected", at: position) }
        case .markerCode:
            // Any number of fill bytes may precede a code (B.1.1.2).
            if octet != 0xff { startMarker(octet) }
        case .lengthHigh:
            remaining = Int(octet) << 8
            state = .lengthLow
        case .lengthLow:
            // The length counts its own two bytes.
            remaining = (remaining | Int(octet)) - 2
            startSegment()
        case .ended:
            stop(.trailingData, at: position)
        case .segment, .entropy, .entropyMarker, .stopped:
            break
        }
    }

    /// Reads one byte behind 0xFF in entropy-coded data.
    ///
    /// - Returns: Whether the byte was used up.
    private mutating func readEntropyMarker(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x00:
            // A stuffed zero: the 0xFF is data (F.1.2.3).
            hasData = true
            state = .entropy
        case 0xff:
            break
        case 0xd0...0xd7:
            // RST0 to RST7 take turns, from RST0 in each scan (E.1.4).
            guard restartInterval > 0, octet == 0xd0 + nextRestart else {
                damaged("restart-marker", at: markerOffset)
                return true
            }
            nextRestart = (nextRestart + 1) & 7
            state = .entropy
        default:
            guard hasData else {
                damaged("empty-scan", at: markerOffset)
                return true
            }
            state = .markerCode
            return false
        }
        return true
    }

    private mutating func startMarker(_ code: UInt8) {
        self.code = code
        switch JPEGMarker(code) {
        case .endOfImage:
            guard frame != nil, scans > 0 else { return damaged("no-picture", at: markerOffset) }
            state = .ended
        case .misplaced:
            damaged("marker-misplaced", at: markerOffset)
        case .unsupportedFrame:
            unsupported("frame-type")
        case .frame where frame != nil:
            damaged("second-frame", at: markerOffset)
        case .scan where frame == nil:
            damaged("scan-before-frame", at: markerOffset)
        default:
            state = .lengthHigh
        }
    }

    private mutating func startSegment() {
        guard remaining >= 0 else { return damaged("segment-length", at: markerOffset) }
        content.removeAll(keepingCapacity: true)
        switch JPEGMarker(code) {
        case .frame, .scan, .restartInterval:
            // All three are short. A longer one is read to no end, and its length tells.
            guard remaining <= JPEGFrame.maximumContent else { return damaged("segment-length", at: markerOffset) }
            isCollecting = true
        default:
            isCollecting = false
        }
        state = .segment
        if remaining == 0 { endSegment() }
    }

    private mutating func endSegment() {
        state = .marker
        switch JPEGMarker(code) {
        case .frame(let isArithmetic): readFrame(isArithmetic: isArithmetic)
        case .scan: readScan()
        case .restartInterval:
            guard content.count == 2 else { return damaged("segment-length", at: markerOffset) }
            restartInterval = Int(content[0]) << 8 | Int(content[1])
        default: break
        }
    }

    private mutating func readFrame(isArithmetic: Bool) {
        guard let frame = JPEGFrame(content) else { return damaged("segment-length", at: markerOffset) }
        guard frame.precision == 8 else { return unsupported("precision") }
        guard frame.isConsistent else { return damaged("frame-header", at: markerOffset) }
        self.frame = frame
        // Grey, colour, and four-colour print; two components mean nothing to a reader.
        guard [1, 3, 4].contains(frame.components.count) else { return unsupported("components") }
        if isArithmetic { findings.append(DocumentFinding(.jpegArithmetic, .warning, offset: markerOffset)) }
        if frame.width * frame.height > maximumPixels {
            let parameters = ["width": "\(frame.width)", "height": "\(frame.height)"]
            findings.append(DocumentFinding(.tooManyPixels, .refuse, offset: markerOffset, parameters: parameters))
        }
    }

    /// Reads a scan header (B.2.3) and goes on to its data.
    private mutating func readScan() {
        guard let frame, let count = content.first.map(Int.init), 1...4 ~= count, content.count == 4 + 2 * count else {
            return damaged("segment-length", at: markerOffset)
        }
        let identifiers = stride(from: 1, to: 1 + 2 * count, by: 2).map { content[$0] }
        guard Set(identifiers).count == count, Set(identifiers).isSubset(of: frame.components.map(\.identifier)) else {
            return damaged("scan-header", at: markerOffset)
        }
        scans += 1
        nextRestart = 0
        hasData = false
        state = .entropy
    }

    private mutating func damaged(_ detail: String, at offset: Int) { stop(.damaged, at: offset, ["detail": detail]) }

    private mutating func unsupported(_ detail: String) { stop(.jpegKind, at: markerOffset, ["detail": detail]) }

    private mutating func stop(_ code: DocumentFinding.Code, at offset: Int, _ details: [String: String] = [:]) {
        let parameters = details.merging(["format": "JPEG"]) { old, _ in old }
        findings.append(DocumentFinding(code, .refuse, offset: offset, parameters: parameters))
        state = .stopped
    }
}
