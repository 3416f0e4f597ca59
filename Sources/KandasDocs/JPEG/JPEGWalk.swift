/// A walk over a JPEG file: its picture, further pictures that an index announces, and what is behind them.
///
/// It takes pieces of any size. What is not yet a whole segment or unit is kept until more comes: at most 72 KiB, besides
/// what ``JPEGPicture`` keeps and a trailer of the length that the policy accepts.
struct JPEGWalk: Sendable {
    /// SOI, and the 0xFF of the next marker.
    static let magic: [UInt8] = [0xff, 0xd8, 0xff]

    private(set) var findings: [DocumentFinding] = []
    private(set) var frame: JPEGFrame?
    /// Of the first picture, once it was seen to its end.
    private(set) var fingerprint: ImageFingerprint?

    private let policy: JPEGPolicy
    private var state: State
    /// Further pictures still to come.
    private var announced: ArraySlice<Range<Int>> = []
    /// What was given and not used up, and where it begins in the file.
    private var carry: [UInt8] = []
    private var offset = 0

    private enum State: Sendable {
        case picture(JPEGPicture, end: Int?)
        /// Between the pictures: blanks until the next one begins.
        case gap
        case trailer(first: [UInt8], count: Int, isBlank: Bool)
        case stopped
    }

    init(policy: JPEGPolicy) {
        self.policy = policy
        state = .picture(JPEGPicture(policy: policy), end: nil)
    }

    mutating func update(_ chunk: UnsafeRawBufferPointer) {
        let chunk = chunk.bindMemory(to: UInt8.self)
        guard let base = chunk.baseAddress else { return }
        var index = 0
        // What waits is joined with just as much as it needs; the rest is read where it lies.
        while !carry.isEmpty, index < chunk.count {
            let count = min(chunk.count - index, 1 << 16)
            carry.append(contentsOf: chunk[index..<index + count])
            index += count
            let waiting = carry
            let used = waiting.withUnsafeBufferPointer { read($0, isLast: false) }
            let unused = waiting.count - used
            if unused <= count {
                index -= unused
                carry.removeAll(keepingCapacity: true)
                break
            }
            carry.removeFirst(used)
        }
        guard index < chunk.count else { return }
        let rest = UnsafeBufferPointer(start: base + index, count: chunk.count - index)
        let used = read(rest, isLast: false)
        carry.append(contentsOf: rest[used...])
    }

    /// Ends the file.
    ///
    /// A walk that has not come to the end of a picture by then says so.
    mutating func end() {
        let waiting = carry
        carry = []
        _ = waiting.withUnsafeBufferPointer { read($0, isLast: true) }
        if case .trailer(let first, let count, let isBlank) = state, count > 0 {
            judgeTrailer(first, count: count, isBlank: isBlank)
        }
        if case .gap = state, let next = announced.first {
            stop(JPEGFault(.truncated, at: min(offset, next.lowerBound)))
        }
        state = .stopped
    }

    /// Reads bytes that follow those read before.
    ///
    /// - Returns: How many were used up.
    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
        var empty: UInt8 = 0
        return withUnsafePointer(to: &empty) { empty in
            let window = JPEGWindow(
                base: bytes.baseAddress ?? empty,
                count: bytes.count,
                offset: offset,
                isLast: isLast
            )
            var index = 0
            do throws(JPEGFault) {
                while try step(window, from: &index) {}
            } catch {
                stop(error)
                index = window.count
            }
            offset += index
            return index
        }
    }

    /// Goes on to the next picture or to the end of the window.
    ///
    /// - Returns: Whether there is more to do with this window.
    private mutating func step(_ window: JPEGWindow, from index: inout Int) throws(JPEGFault) -> Bool {
        switch state {
        case .picture(var picture, let end):
            // Emptied first, so that the picture has one owner and is changed in place.
            state = .stopped
            let isAtEnd: Bool
            do throws(JPEGFault) {
                isAtEnd = try picture.advance(window, from: &index)
            } catch {
                if end == nil { take(picture) }
                throw error
            }
            guard isAtEnd else {
                state = .picture(picture, end: end)
                return false
            }
            if let end {
                // An index may count blanks behind a picture in.
                guard window.offset + index <= end else {
                    throw .damaged("further-picture", at: window.offset + index)
                }
                announced = announced.dropFirst()
            } else {
                take(picture)
                fingerprint = picture.fingerprint
                announce(picture.metadata.index?.pictures ?? [], behind: window.offset + index)
            }
            state = announced.isEmpty ? .trailer(first: [], count: 0, isBlank: true) : .gap
            return true
        case .gap:
            guard let next = announced.first else { return false }
            while index < window.count, window.offset + index < next.lowerBound {
                guard JPEGTrailer.isBlank(window.base[index]) else {
                    // The index is wrong: all that follows is judged by itself.
                    announced = []
                    state = .trailer(first: [], count: 0, isBlank: true)
                    return true
                }
                index += 1
            }
            guard window.offset + index >= next.lowerBound else { return false }
            state = .picture(JPEGPicture(policy: policy), end: next.upperBound)
            return true
        case .trailer(var first, var count, var isBlank):
            state = .stopped
            let rest = window.bytes(index..<window.count)
            if first.count <= policy.maximumTrailerBytes {
                first += rest.prefix(policy.maximumTrailerBytes + 1 - first.count)
            }
            count += rest.count
            isBlank = isBlank && rest.allSatisfy { JPEGTrailer.isBlank($0) }
            index = window.count
            state = .trailer(first: first, count: count, isBlank: isBlank)
            return false
        case .stopped:
            index = window.count
            return false
        }
    }

    private mutating func take(_ picture: JPEGPicture) {
        frame = picture.frame
        findings += picture.findings
    }

    /// Takes over the pictures of an index, if they can be: one behind the other, behind the first one.
    private mutating func announce(_ pictures: [Range<Int>], behind end: Int) {
        let isOrdered = zip(pictures, pictures.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
        guard let first = pictures.first, first.lowerBound >= end, isOrdered,
            pictures.count <= policy.maximumFurtherPictures
        else { return }
        announced = pictures[...]
        if let severity = policy.furtherPictures.severity {
            let parameters = ["count": "\(pictures.count)"]
            findings.append(DocumentFinding(.jpegFurtherPictures, severity, offset: end, parameters: parameters))
        }
    }

    private mutating func judgeTrailer(_ first: [UInt8], count: Int, isBlank: Bool) {
        let start = offset - count
        if isBlank, count <= policy.maximumBlanks {
            let parameters = ["count": "\(count)"]
            findings.append(DocumentFinding(.padding, .note, offset: start, parameters: parameters))
            return
        }
        switch JPEGTrailer.kind(first, isWhole: first.count == count) {
        case .phone:
            guard let severity = policy.trailer.severity else { return }
            findings.append(DocumentFinding(.jpegTrailer, severity, offset: start))
        case .video: stop(JPEGFault(.jpegVideo, at: start))
        case .addition: stop(JPEGFault(.jpegAddition, at: start))
        case .unknown: stop(JPEGFault(.trailingData, at: start))
        }
    }

    private mutating func stop(_ fault: JPEGFault) {
        findings.append(fault.finding)
        state = .stopped
    }
}
