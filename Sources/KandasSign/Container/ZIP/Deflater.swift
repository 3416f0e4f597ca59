internal import CZlib

/// Deflates one raw deflate stream (RFC 1951).
final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isFinished = false

    /// Starts a stream; `level` is 0, stored blocks, to 9, smallest.
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
