internal import Glibc

/// Gathers the bytes of a canonical form and passes them on in large pieces.
///
/// Most of the time of a verification goes through here, a few bytes at a time: hence memory of its own, which no write
/// has to check for sharing, growth or conflicting access. Only one thread uses it.
final class CanonicalOutput {
    private let sink: any ByteSink
    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: CanonicalOutput.capacity)
    @exclusivity(unchecked) private var filled = 0
    private static let capacity = 65_536

    init(_ sink: any ByteSink) { self.sink = sink }

    deinit { buffer.deallocate() }

    func write(_ byte: UInt8) throws(SigningError) {
        if filled == CanonicalOutput.capacity { try flush() }
        buffer[filled] = byte
        filled += 1
    }

    func write(_ text: StaticString) throws(SigningError) {
        try write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func write(name: XMLNamePointer) throws(SigningError) { try write(XMLName.bytes(name)) }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        guard let start = bytes.baseAddress else { return }
        if bytes.count > CanonicalOutput.capacity - filled {
            try flush()
            guard bytes.count < CanonicalOutput.capacity else {
                try sink.write(Array(bytes)[...])
                return
            }
        }
        memcpy(buffer + filled, start, bytes.count)
        filled += bytes.count
    }

    func write(prefix: XMLNamePointer?, name: XMLNamePointer) throws(SigningError) {
        if let prefix {
            try write(name: prefix)
            try write(0x3a)
        }
        try write(name: name)
    }

    /// Passes everything on.
    func flush() throws(SigningError) {
        guard filled > 0 else { return }
        let piece = Array(UnsafeBufferPointer(start: buffer, count: filled))
        filled = 0
        try sink.write(piece[...])
    }

    /// Text between tags (Canonical XML 1.0 section 2.3).
    func write(text: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        var start = 0
        for index in 0..<text.count {
            let escaped: StaticString
            switch text[index] {
            case 0x26: escaped = "&amp;"
            case 0x3c: escaped = "&lt;"
            case 0x3e: escaped = "&gt;"
            case 0x0d: escaped = "&#xD;"
            default: continue
            }
            try write(UnsafeBufferPointer(rebasing: text[start..<index]))
            try write(escaped)
            start = index + 1
        }
        try write(UnsafeBufferPointer(rebasing: text[start...]))
    }

    /// The value of an attribute, in which libxml2 writes an ampersand as `&#38;`.
    func write(value: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        var start = 0
        var index = 0
        while index < value.count {
            var width = 1
            let escaped: StaticString
            switch value[index] {
            case 0x26:
                escaped = "&amp;"
                if XMLName.isAmpersand(value, at: index) { width = 5 }
            case 0x3c: escaped = "&lt;"
            case 0x22: escaped = "&quot;"
            case 0x09: escaped = "&#x9;"
            case 0x0a: escaped = "&#xA;"
            case 0x0d: escaped = "&#xD;"
            default:
                index += 1
                continue
            }
            try write(UnsafeBufferPointer(rebasing: value[start..<index]))
            try write(escaped)
            index += width
            start = index
        }
        try write(UnsafeBufferPointer(rebasing: value[start...]))
    }

    /// A comment or the data of a processing instruction, in which only a carriage return is escaped.
    func write(markup: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        var start = 0
        for index in 0..<markup.count where markup[index] == 0x0d {
            try write(UnsafeBufferPointer(rebasing: markup[start..<index]))
            try write("&#xD;")
            start = index + 1
        }
        try write(UnsafeBufferPointer(rebasing: markup[start...]))
    }
}
