internal import CZlib

/// Inflates one raw deflate stream (RFC 1951).
final class Inflater {
    // zlib keeps a pointer back to the stream, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isFinished = false

    init() throws(SigningError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard CZlib_inflateInit2(stream, -MAX_WBITS) == Z_OK else {
            stream.deallocate()
            throw .limit("no memory for inflating")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Inflates until the input is used up or the output is full.
    ///
    /// - Returns: How many bytes were taken and made, or `nil` if the input is no deflate stream.
    func step(_ input: ArraySlice<UInt8>, into output: inout [UInt8]) -> (consumed: Int, produced: Int)? {
        let (status, consumed, produced) = ZlibStep.run(stream, input, &output) { inflate($0, Z_NO_FLUSH) }
        switch status {
        case Z_STREAM_END: isFinished = true
        // Z_BUF_ERROR: no progress was possible, more input is needed. A preset dictionary does not occur in raw deflate.
        case Z_OK, Z_BUF_ERROR: break
        default: return nil
        }
        return (consumed, produced)
    }
}

/// Deflates one raw deflate stream (RFC 1951).
final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isFinished = false

    /// Starts a stream.
    ///
    /// - Parameter level: 0, stored blocks, to 9, smallest.
    init(level: Int) throws(SigningError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard CZlib_deflateInit2(stream, CInt(clamping: level), -MAX_WBITS) == Z_OK else {
            stream.deallocate()
            throw .limit("no memory for deflating")
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Deflates all of `input` and gives the output to `body` as it fills `output`.
    func deflate(
        _ input: ArraySlice<UInt8>,
        isLast: Bool,
        through output: inout [UInt8],
        _ body: (ArraySlice<UInt8>) throws(SigningError) -> Void
    ) throws(SigningError) {
        var rest = input
        while true {
            let (status, consumed, produced) = ZlibStep.run(stream, rest, &output) {
                CZlib.deflate($0, isLast ? Z_FINISH : Z_NO_FLUSH)
            }
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw .malformed("deflating failed")
            }
            rest = rest.dropFirst(consumed)
            if produced > 0 { try body(output[..<produced]) }
            if status == Z_STREAM_END {
                isFinished = true
                return
            }
            if rest.isEmpty, produced < output.count, !isLast { return }
        }
    }
}

/// One call of zlib over Swift's arrays.
enum ZlibStep {
    static func run(
        _ stream: UnsafeMutablePointer<z_stream>,
        _ input: ArraySlice<UInt8>,
        _ output: inout [UInt8],
        _ call: (UnsafeMutablePointer<z_stream>) -> CInt
    ) -> (status: CInt, consumed: Int, produced: Int) {
        // Arrays are far below 4 GiB here; clamping keeps a larger one correct, in several calls.
        let available = UInt32(clamping: input.count)
        let room = UInt32(clamping: output.count)
        let status = input.withUnsafeBytes { source in
            output.withUnsafeMutableBufferPointer { target in
                // zlib does not write to its input; the header lacks the const for old compilers.
                stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: source.bindMemory(to: UInt8.self).baseAddress
                )
                stream.pointee.avail_in = available
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = room
                return call(stream)
            }
        }
        return (status, Int(available - stream.pointee.avail_in), Int(room - stream.pointee.avail_out))
    }
}
