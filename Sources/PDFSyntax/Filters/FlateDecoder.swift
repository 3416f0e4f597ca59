internal import CZlib

/// Inflates zlib streams (RFC 1950), one after the other with one state.
final class FlateDecoder {
    // zlib keeps a pointer back to the stream, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutablePointer<UInt8>
    private let isReady: Bool
    private static let outputSize = 65_536

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(capacity: FlateDecoder.outputSize)
        output.initialize(repeating: 0, count: FlateDecoder.outputSize)
        isReady = CZlib_inflateInit2(stream, MAX_WBITS) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
        output.deallocate()
    }

    /// Inflates one stream.
    ///
    /// What follows its end is left out, and its checksum is not judged: readers do neither.
    func decode(_ input: UnsafeBufferPointer<UInt8>, into sink: inout PDFSink) -> PDFDecoded.Outcome {
        // Some writers leave an empty stream empty.
        if input.isEmpty { return .complete }
        guard isReady, inflateReset(stream) == Z_OK, let start = input.baseAddress else { return .damaged }
        // A PDF is shorter than 4 GiB, which the reader of the file sees to.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
        stream.pointee.avail_in = UInt32(clamping: input.count)
        var isBetweenBlocks = false
        while true {
            stream.pointee.next_out = output
            stream.pointee.avail_out = UInt32(FlateDecoder.outputSize)
            let status = inflate(stream, Z_NO_FLUSH)
            let produced = FlateDecoder.outputSize - Int(stream.pointee.avail_out)
            guard sink.append(UnsafeBufferPointer(start: output, count: produced)) else { return .overLimit }
            switch status {
            case Z_STREAM_END: return .complete
            case Z_OK: isBetweenBlocks = stream.pointee.data_type & 128 != 0
            case Z_DATA_ERROR where isOnlyTheChecksum: return .complete
            // Acrobat leaves out the last block and ends with one that is whole.
            case Z_BUF_ERROR where stream.pointee.avail_in == 0:
                return isBetweenBlocks || lacksOnlyTheChecksum ? .complete : .damaged
            default: return .damaged
            }
        }
    }

    /// Whether nothing but the checksum's last octets is missing, which Adobe's library leaves out.
    ///
    /// Four more octets bring such a stream to its verdict, as nothing else could: within a block at least a bit is wanted
    /// before them. The stream is of no use afterwards.
    private var lacksOnlyTheChecksum: Bool {
        var rest: [UInt8] = [0, 0, 0, 0]
        return rest.withUnsafeMutableBufferPointer { rest in
            stream.pointee.next_in = rest.baseAddress
            stream.pointee.avail_in = UInt32(rest.count)
            stream.pointee.next_out = output
            stream.pointee.avail_out = UInt32(FlateDecoder.outputSize)
            let status = inflate(stream, Z_NO_FLUSH)
            return status == Z_STREAM_END || status == Z_DATA_ERROR && isOnlyTheChecksum
        }
    }

    private var isOnlyTheChecksum: Bool {
        stream.pointee.msg.map { String(cString: $0) == "incorrect data check" } ?? false
    }
}
