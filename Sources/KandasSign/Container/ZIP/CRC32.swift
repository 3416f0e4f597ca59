internal import CZlib

/// The checksum of ZIP (ITU-T V.42), computed over bytes that come in pieces.
struct CRC32 {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: ArraySlice<UInt8>) {
        // Without a pointer zlib would start anew.
        guard !bytes.isEmpty else { return }
        let next = bytes.withUnsafeBytes { crc32_z(UInt(value), $0.bindMemory(to: UInt8.self).baseAddress, $0.count) }
        value = UInt32(truncatingIfNeeded: next)
    }
}
