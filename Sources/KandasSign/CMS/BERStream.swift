/// Reads the outer structure of a CMS message from a stream, element by element, in bounded memory.
///
/// Only headers and small elements are taken into memory; a long string is passed on in pieces.
final class BERStream {
    private let source: any ByteSource
    private var buffer: [UInt8]
    private var start = 0
    private var end = 0
    private var sourceEnded = false
    /// How many bytes were taken from the stream so far.
    private(set) var position = 0

    /// A constructed element that was entered.
    struct Frame {
        /// The position of its end, or `nil` if end-of-contents octets will mark it.
        let end: Int?
    }

    init(_ source: any ByteSource, chunk: Int = 262_144) {
        self.source = source
        buffer = [UInt8](repeating: 0, count: chunk)
    }

    /// Makes `count` bytes available in the buffer, or as many as the stream still has.
    private func fill(_ count: Int) throws(SigningError) {
        guard end - start < count, !sourceEnded else { return }
        if start > 0 {
            buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
            end -= start
            start = 0
        }
        while end < count, !sourceEnded {
            var chunk = [UInt8](repeating: 0, count: min(buffer.count - end, max(count - end, 65_536)))
            let got = try source.read(into: &chunk)
            if got == 0 { sourceEnded = true }
            buffer.replaceSubrange(end..<end + got, with: chunk[..<got])
            end += got
        }
    }

    /// The next bytes without taking them, at most `count`.
    func peek(_ count: Int) throws(SigningError) -> ArraySlice<UInt8> {
        try fill(count)
        return buffer[start..<min(start + count, end)]
    }

    private func take(_ count: Int) {
        start += count
        position += count
    }

    /// Takes an element's header, which must have the tag `tag`.
    func header(_ tag: UInt8, in frame: Frame?, _ what: StaticString) throws(SigningError) -> DERHeader {
        let bytes = try peek(DERHeader.longest)
        guard !bytes.isEmpty else { throw .malformed("truncated before \(what)") }
        let header = try DERHeader(bytes, rules: .ber)
        guard header.tag == tag else { throw .malformed("\(what) is missing or of another type") }
        if let end = frame?.end {
            let room = end - position - header.byteCount
            guard room >= 0, (header.length ?? 0) <= room else {
                throw .malformed("\(what) is longer than what holds it")
            }
        }
        take(header.byteCount)
        return header
    }

    /// Enters a constructed element.
    func enter(_ tag: UInt8, in frame: Frame?, _ what: StaticString) throws(SigningError) -> Frame {
        let header = try header(tag, in: frame, what)
        // A length of 2^62 is refused by the header's reader, so the sum cannot overflow.
        return Frame(end: header.length.map { position + $0 })
    }

    /// Whether the frame has no further element.
    func isAtEnd(of frame: Frame) throws(SigningError) -> Bool {
        if let end = frame.end { return position >= end }
        return try peek(2).elementsEqual([0, 0])
    }

    /// Leaves a frame, whose end must stand here.
    func leave(_ frame: Frame, _ what: StaticString) throws(SigningError) {
        if let end = frame.end {
            guard position == end else { throw .malformed("unexpected bytes in \(what)") }
        } else {
            guard try peek(2).elementsEqual([0, 0]) else { throw .malformed("\(what) does not end where it should") }
            take(2)
        }
    }

    /// Takes a whole small element of definite length.
    func element(
        _ tag: UInt8,
        in frame: Frame,
        atMost most: Int,
        _ what: StaticString
    ) throws(SigningError) -> DERElement {
        let header = try DERHeader(peek(DERHeader.longest), rules: .ber)
        guard header.tag == tag else { throw .malformed("\(what) is missing or of another type") }
        guard let length = header.length else { throw .unsupported("\(what) of indefinite length") }
        guard length <= most else { throw .limit("\(what) is longer than \(most) bytes") }
        let total = header.byteCount + length
        if let end = frame.end, total > end - position { throw .malformed("\(what) is longer than what holds it") }
        let bytes = Array(try peek(total))
        guard bytes.count == total else { throw .malformed("truncated within \(what)") }
        take(total)
        return DERElement(tag: header.tag, content: bytes[header.byteCount...], bytes: bytes[...])
    }

    /// Passes on the octets of an OCTET STRING, primitive or in segments, in order.
    func octetString(
        in frame: Frame,
        depth: Int,
        _ body: (ArraySlice<UInt8>) throws(SigningError) -> Void
    ) throws(SigningError) {
        let primitive = DER.Tag.octetString
        let tag = try peek(1).first
        guard tag == primitive | 0x20 else {
            let header = try header(primitive, in: frame, "the content")
            guard let length = header.length else { throw .malformed("a primitive string of indefinite length") }
            try pass(length, to: body)
            return
        }
        guard depth > 0 else { throw .limit("the content's segments are nested too deeply") }
        let segments = try enter(primitive | 0x20, in: frame, "the content")
        while try !isAtEnd(of: segments) { try octetString(in: segments, depth: depth - 1, body) }
        try leave(segments, "the content")
    }

    private func pass(
        _ length: Int,
        to body: (ArraySlice<UInt8>) throws(SigningError) -> Void
    ) throws(SigningError) {
        var left = length
        while left > 0 {
            if start == end {
                start = 0
                end = 0
                // Straight into the buffer, which is as large as a piece should be.
                end = sourceEnded ? 0 : try source.read(into: &buffer)
                if end == 0 { throw .malformed("truncated within the content") }
            }
            let count = min(left, end - start)
            try body(buffer[start..<start + count])
            take(count)
            left -= count
        }
    }

    /// Takes all that is left in the stream.
    func rest(atMost most: Int) throws(SigningError) -> [UInt8] {
        var all = Array(buffer[start..<end])
        take(end - start)
        while !sourceEnded {
            guard all.count <= most else { throw .limit("certificates and signers have more than \(most) bytes") }
            let got = try source.read(into: &buffer)
            if got == 0 { sourceEnded = true }
            all += buffer[..<got]
            position += got
        }
        start = 0
        end = 0
        guard all.count <= most else { throw .limit("certificates and signers have more than \(most) bytes") }
        return all
    }
}
