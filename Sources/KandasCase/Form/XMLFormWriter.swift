import KandasSign

/// Writes a form as XML, the same bytes for the same form.
final class XMLFormWriter {
    private let sink: any ByteSink
    /// Whether there is no white space between elements: signers of XML elsewhere drop or change it.
    private let isCompact: Bool
    private var buffer: [UInt8] = []
    private var depth = 0

    init(_ sink: any ByteSink, isCompact: Bool = false) {
        self.sink = sink
        self.isCompact = isCompact
        buffer.reserveCapacity(XMLFormWriter.chunk + 4_096)
    }

    private static let chunk = 65_536

    func declaration() { buffer += #"<?xml version="1.0" encoding="UTF-8"?>"#.utf8 }

    func start(_ name: String, namespace: String? = nil) throws(SigningError) {
        newLine()
        buffer.append(0x3c)
        buffer += name.utf8
        if let namespace {
            buffer += " xmlns=\"".utf8
            escape(namespace)
            buffer.append(0x22)
        }
        buffer.append(0x3e)
        depth += 1
        try drain()
    }

    func end(_ name: String) throws(SigningError) {
        depth -= 1
        newLine()
        close(name)
        try drain()
    }

    func element(_ name: String, _ text: String) throws(SigningError) {
        newLine()
        buffer.append(0x3c)
        buffer += name.utf8
        buffer.append(0x3e)
        escape(text)
        close(name)
        try drain()
    }

    /// Writes what is still held back.
    func finish() throws(SigningError) {
        if !isCompact { buffer.append(0x0a) }
        try sink.write(buffer)
        buffer = []
    }

    private func close(_ name: String) {
        buffer += "</".utf8
        buffer += name.utf8
        buffer.append(0x3e)
    }

    private func newLine() {
        if isCompact { return }
        buffer.append(0x0a)
        buffer += repeatElement(0x20, count: depth * 2)
    }

    private func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: buffer += "&amp;".utf8
            case 0x3c: buffer += "&lt;".utf8
            case 0x3e: buffer += "&gt;".utf8
            case 0x22: buffer += "&quot;".utf8
            // A reader would turn a carriage return into a line feed.
            case 0x0d: buffer += "&#13;".utf8
            default: buffer.append(byte)
            }
        }
    }

    private func drain() throws(SigningError) {
        guard buffer.count >= XMLFormWriter.chunk else { return }
        try sink.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
