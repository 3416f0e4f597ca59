/// Bytes in memory as a raw deflate stream (RFC 1951), for formats that hold tables of known size.
package enum Deflated {
    /// Deflates bytes.
    package static func deflate(_ bytes: [UInt8]) throws(SigningError) -> [UInt8] {
        let deflater = try Deflater(level: 9)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var result: [UInt8] = []
        try deflater.deflate(bytes[...], isLast: true, through: &buffer) { (part) throws(SigningError) in
            result += part
        }
        return result
    }

    /// Inflates a stream that must give exactly `count` bytes and have nothing behind it.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` otherwise. No more than `count` bytes and a
    ///   buffer are ever made.
    package static func inflate(_ stream: ArraySlice<UInt8>, count: Int) throws(SigningError) -> [UInt8] {
        let inflater = try Inflater()
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var rest = stream
        while !inflater.isFinished {
            guard let step = inflater.step(rest, into: &buffer),
                step.consumed + step.produced > 0 || inflater.isFinished
            else { throw .malformed("a deflated table is damaged") }
            rest = rest.dropFirst(step.consumed)
            guard result.count + step.produced <= count else { throw .malformed("a deflated table is too long") }
            result += buffer[..<step.produced]
        }
        guard result.count == count, rest.isEmpty else { throw .malformed("a deflated table has another length") }
        return result
    }
}
