internal import CZlib

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
