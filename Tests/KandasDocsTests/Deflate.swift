import CZlib
import Support

/// Deflates bytes as FlateDecode stores them (RFC 1950).
func deflate(_ bytes: [UInt8]) throws -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    guard compress2(&result, &length, bytes, uLong(bytes.count), 9) == Z_OK else {
        throw SupportFailure("zlib does not compress")
    }
    return Array(result.prefix(Int(length)))
}
