/// A 128-bit checksum of bytes that come in pieces, to find the same picture under another name.
///
/// It is no cryptographic digest: whoever wants to can make two pictures with one fingerprint. It depends on the bytes
/// alone, not on how they are cut.
struct ImageFingerprint: Sendable, Hashable {
    private var first: UInt64 = 0x243f_6a88_85a3_08d3
    private var second: UInt64 = 0x1319_8a2e_0370_7344
    /// The last bytes, fewer than eight, that make no whole word yet.
    private var rest: UInt64 = 0
    private var count: UInt64 = 0

    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        var index = 0
        while index < bytes.count, count & 7 != 0 {
            push(bytes[index])
            index += 1
        }
        let raw = UnsafeRawPointer(base)
        while bytes.count - index >= 8 {
            mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            count &+= 8
            index += 8
        }
        while index < bytes.count {
            push(bytes[index])
            index += 1
        }
    }

    /// The checksum as 32 hexadecimal digits.
    var text: String {
        var copy = self
        copy.mix(rest)
        copy.mix(count)
        return ImageFingerprint.hexadecimal(copy.first) + ImageFingerprint.hexadecimal(copy.second)
    }

    private mutating func push(_ byte: UInt8) {
        rest |= UInt64(byte) << ((count & 7) * 8)
        count &+= 1
        if count & 7 == 0 {
            mix(rest)
            rest = 0
        }
    }

    @inline(__always)
    private mutating func mix(_ word: UInt64) {
        let product = (first ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        second = (second &+ word) &* 0xd6e8_feb8_6659_fd93
        second ^= second >> 32
        first = product.high ^ product.low ^ second
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
