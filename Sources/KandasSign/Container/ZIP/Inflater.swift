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
