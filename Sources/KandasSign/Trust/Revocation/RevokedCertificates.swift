/// The revoked certificates of a list, found by serial number.
///
/// The index has eight bytes an entry: half of a hash of the serial number, and the place of the entry in the list's own
/// bytes, in ascending order. So a list with a million entries needs 8 MB besides its bytes, an answer takes twenty steps, and
/// no choice of serial numbers makes building it slower than sorting.
struct RevokedCertificates: Sendable {
    /// The hash in the upper 32 bits, the offset of the entry in the lower ones.
    private let index: [UInt64]
    /// The issuers of the entries of an indirect list: each with the offset of the first entry that is its own.
    private let issuers: [(offset: Int, names: Set<DistributionPointName>)]
    /// Whether every critical extension of the entries is understood.
    let isUnderstood: Bool

    /// How many there are.
    var count: Int { index.count }

    /// None.
    init() {
        index = []
        issuers = []
        isUnderstood = true
    }

    /// Reads the entries.
    ///
    /// - Parameters:
    ///   - der: The whole list, shorter than 4 GiB.
    ///   - range: The place of the entries in it.
    ///   - hasExtensions: Whether the list is of version 2.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``.
    init(_ der: [UInt8], in range: Range<Int>, hasExtensions: Bool) throws(SigningError) {
        var index: [UInt64] = []
        // No entry is shorter than 20 bytes.
        index.reserveCapacity(range.count / 20)
        var issuers: [(Int, Set<DistributionPointName>)] = []
        var isUnderstood = true
        var offset = range.lowerBound
        while offset < range.upperBound {
            if let (serialNumber, end) = RevokedCertificates.common(der, offset..<range.upperBound, hasExtensions) {
                index.append(RevokedCertificates.key(der[serialNumber], offset))
                offset = end
                continue
            }
            var items = DERReader(der[offset..<range.upperBound])
            let entry = try Entry(reading: &items)
            guard hasExtensions || entry.extensions == nil else {
                throw .malformed("extensions in a revocation list of version 1")
            }
            if let names = entry.issuer { issuers.append((offset, names)) }
            if !entry.isUnderstood { isUnderstood = false }
            index.append(RevokedCertificates.key(entry.serialNumber, offset))
            offset = items.rest.startIndex
        }
        index.sort()
        self.index = index
        self.issuers = issuers
        self.isUnderstood = isUnderstood
    }

    /// The first entry for a serial number: so a later one cannot take it back.
    ///
    /// - Parameters:
    ///   - serialNumber: The content octets.
    ///   - issuer: The issuer of the certificate.
    ///   - listIssuer: The issuer of the list, whose the entries are that name no other.
    ///   - der: The whole list.
    /// - Returns: The entry, or `nil` if there is none.
    func entry(
        _ serialNumber: [UInt8],
        issuer: DistributionPointName,
        listIssuer: DistributionPointName,
        in der: [UInt8]
    ) -> Entry? {
        let hash = RevokedCertificates.hash(serialNumber[...])
        var low = 0
        var high = index.count
        while low < high {
            let middle = (low + high) / 2
            if index[middle] >> 32 < UInt64(hash) { low = middle + 1 } else { high = middle }
        }
        while low < index.count, index[low] >> 32 == UInt64(hash) {
            let offset = Int(truncatingIfNeeded: index[low] & 0xffff_ffff)
            var reader = DERReader(der[offset...])
            if let entry = try? Entry(reading: &reader), entry.serialNumber.elementsEqual(serialNumber),
                owners(offset)?.contains(issuer) ?? (issuer == listIssuer)
            {
                return entry
            }
            low += 1
        }
        return nil
    }

    /// The issuer of the entry at an offset: what the last entry that names one, up to it, says (RFC 5280 section 5.3.3).
    private func owners(_ offset: Int) -> Set<DistributionPointName>? {
        var low = 0
        var high = issuers.count
        while low < high {
            let middle = (low + high) / 2
            if issuers[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? issuers[low - 1].names : nil
    }

    private static func key(_ serialNumber: ArraySlice<UInt8>, _ offset: Int) -> UInt64 {
        UInt64(hash(serialNumber)) << 32 | UInt64(UInt32(truncatingIfNeeded: offset))
    }

    /// FNV-1a, folded. Serial numbers that collide cost a comparison each, no more.
    private static func hash(_ octets: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        octets.withUnsafeBufferPointer { for octet in $0 { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01b3 } }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
