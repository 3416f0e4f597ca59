/// Hands the bytes of a source to libxml2, once they are known to be valid UTF-8 and to have passed the guard.
final class XMLFeed {
    /// Why the feed stopped, if it did: the source failed, or the bytes were refused.
    @exclusivity(unchecked) private(set) var failure: SigningError?

    private let source: any ByteSource
    @exclusivity(unchecked) private var lexical: XMLLexicalGuard
    @exclusivity(unchecked) private var chunk = [UInt8](repeating: 0, count: 65_536)
    /// Checked bytes that libxml2 has not asked for yet.
    @exclusivity(unchecked) private var ready: ArraySlice<UInt8> = []
    /// The first bytes of a character whose rest is still to come; at most three.
    @exclusivity(unchecked) private var incomplete: [UInt8] = []
    @exclusivity(unchecked) private var atEnd = false

    init(source: any ByteSource, limits: Limits) {
        self.source = source
        lexical = XMLLexicalGuard(limits: limits)
    }

    /// Copies the next bytes to `destination`.
    ///
    /// - Returns: How many bytes were copied, 0 at the end, -1 after a ``failure``.
    func read(into destination: UnsafeMutableRawBufferPointer) -> Int {
        do {
            while ready.isEmpty, !atEnd { try fill() }
        } catch {
            failure = error
            return -1
        }
        let part = ready.prefix(destination.count)
        destination.copyBytes(from: part)
        ready = ready.dropFirst(part.count)
        return part.count
    }

    private func fill() throws(SigningError) {
        if let failure { throw failure }
        ready = []
        let got = try source.read(into: &chunk)
        guard got > 0 else {
            atEnd = true
            guard incomplete.isEmpty else { throw .malformed("XML: not valid UTF-8") }
            return
        }
        var bytes = incomplete.isEmpty ? chunk[..<min(got, chunk.count)] : incomplete + chunk[..<min(got, chunk.count)]
        let complete = XMLFeed.completePrefix(of: bytes)
        incomplete = Array(bytes[complete...])
        bytes = bytes[..<complete]
        guard XMLFeed.isValid(bytes) else { throw .malformed("XML: not valid UTF-8") }
        try lexical.scan(bytes)
        ready = bytes
    }

    private static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return true
        } catch {
            return false
        }
    }

    /// The index after the last character that is complete, or the end where the last bytes start no character.
    private static func completePrefix(of bytes: ArraySlice<UInt8>) -> Int {
        for (back, byte) in bytes.suffix(3).reversed().enumerated() {
            let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
            // A continuation byte: its first byte is further back.
            if byte & 0xc0 == 0x80 { continue }
            return length > back + 1 ? bytes.endIndex - back - 1 : bytes.endIndex
        }
        return bytes.endIndex
    }
}
