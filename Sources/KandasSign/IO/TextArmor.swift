/// Recognises base64 and PEM (RFC 7468) around binary messages, as NCALayer and `openssl` write them.
public enum TextArmor {
    /// A stream of the binary message behind `source`.
    ///
    /// - Parameter source: A stream of DER or BER, of PEM, or of bare base64 with or without line breaks.
    /// - Returns: A stream of the message. A stream that is no text comes back as it is.
    /// - Throws: What reading throws. Errors in the text are thrown when that part of it is read.
    public static func decoding(_ source: any ByteSource) throws(SigningError) -> any ByteSource {
        let lookahead = LookaheadSource(source)
        let start = try lookahead.peek(64)
        let text = start.drop { TextArmor.isSpace($0) }
        if text.starts(with: Array("-----BEGIN ".utf8)) { return Base64Source(lookahead, isPEM: true) }
        // DER starts with 0x30, which is the digit 0; base64 of a SEQUENCE starts with M, and a byte-order mark is text.
        let isBase64 =
            text.count >= 4 && text.first == 0x4d
            && text.allSatisfy { value(of: $0) != nil || isSpace($0) || $0 == 0x3d }
        return isBase64 ? Base64Source(lookahead, isPEM: false) : lookahead
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0d ~= byte }

    static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5a: byte - 0x41
        case 0x61...0x7a: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case 0x2b: 62
        case 0x2f: 63
        default: nil
        }
    }
}

/// A source whose first bytes can be looked at before they are read.
final class LookaheadSource: ByteSource {
    private let source: any ByteSource
    private var held: ArraySlice<UInt8> = []

    init(_ source: any ByteSource) { self.source = source }

    var remaining: Int? { source.remaining.map { $0 + held.count } }

    /// The next bytes without taking them, `count` or as many as there are.
    func peek(_ count: Int) throws(SigningError) -> ArraySlice<UInt8> {
        var chunk = [UInt8](repeating: 0, count: count)
        while held.count < count, case let got = try source.read(into: &chunk), got > 0 { held += chunk[..<got] }
        return held.prefix(count)
    }

    func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        guard !held.isEmpty else { return try source.read(into: &buffer) }
        let count = min(held.count, buffer.count)
        buffer.replaceSubrange(0..<count, with: held.prefix(count))
        held = held.dropFirst(count)
        return count
    }
}

/// Decodes base64 as it is read. After the padding, or a PEM's last line, only white space may follow.
final class Base64Source: ByteSource {
    private let source: any ByteSource
    private let isPEM: Bool
    private var state: State
    private var line: [UInt8] = []
    private var bits: UInt32 = 0
    private var digits = 0
    private var padding = 0
    private var input = [UInt8](repeating: 0, count: 65_536)
    private var output: ArraySlice<UInt8> = []

    private enum State {
        case beforeBegin
        case inBegin
        case body
        case inEnd
        case afterEnd
    }

    init(_ source: any ByteSource, isPEM: Bool) {
        self.source = source
        self.isPEM = isPEM
        state = isPEM ? .beforeBegin : .body
    }

    var remaining: Int? { nil }

    func read(into buffer: inout [UInt8]) throws(SigningError) -> Int {
        while output.isEmpty {
            let got = try source.read(into: &input)
            if got == 0 {
                try finish()
                return 0
            }
            var decoded: [UInt8] = []
            decoded.reserveCapacity(got / 4 * 3 + 3)
            for byte in input[..<got] { try take(byte, &decoded) }
            output = decoded[...]
        }
        let count = min(output.count, buffer.count)
        buffer.replaceSubrange(0..<count, with: output.prefix(count))
        output = output.dropFirst(count)
        return count
    }

    private func take(_ byte: UInt8, _ decoded: inout [UInt8]) throws(SigningError) {
        switch state {
        case .beforeBegin:
            if TextArmor.isSpace(byte) { return }
            state = .inBegin
            line = [byte]
        case .inBegin:
            guard byte != 0x0a else {
                guard line.starts(with: Array("-----BEGIN ".utf8)) else { throw .malformed("no PEM header") }
                state = .body
                return
            }
            line.append(byte)
            guard line.count <= 80 else { throw .malformed("a PEM header of more than 80 characters") }
        case .body:
            if let value = TextArmor.value(of: byte) {
                guard padding == 0 else { throw .malformed("base64 after its padding") }
                bits = bits << 6 | UInt32(value)
                digits += 1
                if digits == 4 { flush(&decoded) }
            } else if byte == 0x3d {
                padding += 1
                guard digits + padding <= 4, digits >= 2 else { throw .malformed("base64 with wrong padding") }
            } else if byte == 0x2d, isPEM {
                try closeGroup(&decoded)
                state = .inEnd
                line = [byte]
            } else if !TextArmor.isSpace(byte) {
                throw .malformed("a character that is not base64")
            }
            if padding > 0, digits + padding == 4 { try closeGroup(&decoded) }
        case .inEnd:
            if byte == 0x0a {
                try checkEnd()
                return
            }
            line.append(byte)
            guard line.count <= 80 else { throw .malformed("a PEM footer of more than 80 characters") }
        case .afterEnd:
            guard TextArmor.isSpace(byte) else { throw .malformed("text after the end of the PEM block") }
        }
    }

    private func flush(_ decoded: inout [UInt8]) {
        decoded.append(UInt8(truncatingIfNeeded: bits >> 16))
        decoded.append(UInt8(truncatingIfNeeded: bits >> 8))
        decoded.append(UInt8(truncatingIfNeeded: bits))
        bits = 0
        digits = 0
    }

    /// Ends a group that is short, if there is one; its unused bits must be zero (RFC 4648 section 3.5).
    private func closeGroup(_ decoded: inout [UInt8]) throws(SigningError) {
        switch (digits, padding) {
        case (0, _): return
        case (2, 2) where bits & 0xf == 0: decoded.append(UInt8(truncatingIfNeeded: bits >> 4))
        case (3, 1) where bits & 0x3 == 0:
            decoded.append(UInt8(truncatingIfNeeded: bits >> 10))
            decoded.append(UInt8(truncatingIfNeeded: bits >> 2))
        default: throw .malformed("base64 that ends within a group")
        }
        digits = 0
        bits = 0
    }

    private func checkEnd() throws(SigningError) {
        guard line.starts(with: Array("-----END ".utf8)) else { throw .malformed("no PEM footer") }
        state = .afterEnd
    }

    private func finish() throws(SigningError) {
        var none: [UInt8] = []
        switch state {
        case .inEnd: try checkEnd()
        case .afterEnd: return
        case .body where !isPEM:
            try closeGroup(&none)
            guard none.isEmpty else { throw .malformed("base64 without its padding") }
        default: throw .malformed("truncated PEM")
        }
    }
}
