/// Gathers the bytes of a canonical form and passes them on in large pieces.
final class CanonicalOutput {
    /// How many bytes were written.
    private(set) var count = 0
    private let sink: any ByteSink
    private var buffer: [UInt8] = []
    private static let capacity = 65_536

    init(_ sink: any ByteSink) {
        self.sink = sink
        buffer.reserveCapacity(CanonicalOutput.capacity + 1_024)
    }

    func write(_ byte: UInt8) { buffer.append(byte) }

    func write(_ text: StaticString) {
        buffer.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func write(name: XMLNamePointer) { buffer.append(contentsOf: XMLName.bytes(name)) }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        guard bytes.count < CanonicalOutput.capacity else {
            try flush()
            count += bytes.count
            try sink.write(Array(bytes)[...])
            return
        }
        buffer.append(contentsOf: bytes)
        if buffer.count >= CanonicalOutput.capacity { try flush() }
    }

    func write(prefix: XMLNamePointer?, name: XMLNamePointer) {
        if let prefix {
            write(name: prefix)
            write(0x3a)
        }
        write(name: name)
    }

    /// Passes everything on.
    func flush() throws(SigningError) {
        guard !buffer.isEmpty else { return }
        count += buffer.count
        try sink.write(buffer[...])
        buffer.removeAll(keepingCapacity: true)
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
            write(escaped)
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
            write(escaped)
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
            write("&#xD;")
            start = index + 1
        }
        try write(UnsafeBufferPointer(rebasing: markup[start...]))
    }
}
