/// What a central header says of an entry (APPNOTE.TXT section 4.3.12), and the check of the entry's own header against it.
struct ZIPHeader {
    let name: String
    let nameBytes: ArraySlice<UInt8>
    let flags: Int
    let method: ZIPEntry.Method
    let time: Int
    let date: Int
    let crc: UInt32
    let compressedSize: Int
    let size: Int
    let localOffset: Int
    let centralRange: Range<Int>

    var hasDescriptor: Bool { flags & ZIPFormat.descriptorFlag != 0 }

    /// Reads a central header at `fields`, which read a central directory that starts at `directoryOffset`.
    init(central fields: inout ZIPFields, directoryOffset: Int, limits: Limits) throws(SigningError) {
        let start = directoryOffset + fields.consumed
        guard try fields.matches(ZIPFormat.centralHeader) else {
            throw .zip(.zipDirectoryMalformed, "no central header where one should be")
        }
        let madeBy = try fields.uint16()
        let versionNeeded = try fields.uint16() & 0xff
        flags = try fields.uint16()
        let methodNumber = try fields.uint16()
        time = try fields.uint16()
        date = try fields.uint16()
        crc = try fields.crc()
        let narrowCompressed = try fields.uint32()
        let narrowSize = try fields.uint32()
        let nameLength = try fields.uint16()
        let extraLength = try fields.uint16()
        let commentLength = try fields.uint16()
        let narrowDisk = try fields.uint16()
        try fields.skip(2)
        let attributes = try fields.uint32()
        let narrowOffset = try fields.uint32()
        nameBytes = try fields.take(nameLength)
        let extra = try fields.take(extraLength)
        try fields.skip(commentLength)
        centralRange = start..<directoryOffset + fields.consumed

        let name = try ZIPName.decode(
            nameBytes,
            isUTF8: flags & ZIPFormat.utf8Flag != 0,
            limit: limits.containerNameBytes
        )
        self.name = name
        guard flags & ZIPFormat.encryptionFlags == 0 else {
            throw .zip(.zipEncrypted, "the file is encrypted", file: name)
        }
        guard flags & ~ZIPFormat.knownFlags == 0 else { throw .zip(.zipFlags, "unknown flags", file: name) }
        guard let method = ZIPEntry.Method(rawValue: methodNumber), versionNeeded <= ZIPFormat.highestVersion else {
            throw .zip(.zipMethod, "compression method \(methodNumber), version \(versionNeeded)", file: name)
        }
        self.method = method
        try ZIPHeader.checkKind(attributes: attributes, madeBy: madeBy, name: name)

        let additional = try ZIPExtraFields(extra, file: name)
        try additional.checkName(nameBytes, file: name)
        // APPNOTE.TXT section 4.5.3: the values stand in this order, each only if its field holds the marker.
        var wide = ZIPFields(additional.zip64 ?? [], endCode: .zipZIP64Inconsistent)
        let isWide = additional.zip64 != nil
        size = isWide && narrowSize == ZIPFormat.marker32 ? try wide.uint64() : narrowSize
        compressedSize = isWide && narrowCompressed == ZIPFormat.marker32 ? try wide.uint64() : narrowCompressed
        localOffset = isWide && narrowOffset == ZIPFormat.marker32 ? try wide.uint64() : narrowOffset
        let disk = isWide && narrowDisk == ZIPFormat.marker16 ? try wide.uint32() : narrowDisk
        guard wide.remaining == 0 else {
            throw .zip(.zipZIP64Inconsistent, "a ZIP64 field of another length", file: name)
        }
        guard disk == 0 else { throw .zip(.zipSplit, "the file is on another volume", file: name) }
        try checkSizes(limits: limits)
    }

    private func checkSizes(limits: Limits) throws(SigningError) {
        if name.utf8.last == 0x2f {
            // An empty deflate stream has two bytes.
            guard size == 0, compressedSize <= 2, crc == 0 else {
                throw .zip(.zipSpecialFile, "a folder with contents", file: name)
            }
        }
        guard size <= limits.containerEntryBytes else {
            throw .zip(.zipBomb, "\(size) bytes inflated, more than \(limits.containerEntryBytes)", file: name)
        }
        switch method {
        case .stored:
            guard size == compressedSize else {
                throw .zip(.zipData, "a stored file of two sizes", file: name)
            }
            // Where stored data ends cannot be seen from the data; a reader from front to back would have to guess.
            guard !hasDescriptor || size == 0 else {
                throw .zip(.zipFlags, "a stored file with its size after it", file: name)
            }
        case .deflated:
            let (bound, overflow) = compressedSize.multipliedReportingOverflow(by: limits.compressionRatio)
            guard overflow || size <= bound || size <= 1_048_576 else {
                throw .zip(.zipBomb, "inflates to more than \(limits.compressionRatio) times its size", file: name)
            }
        }
    }

    /// Refuses links and devices, by the file mode that Unix tools store and by Windows' attribute for links.
    private static func checkKind(attributes: Int, madeBy: Int, name: String) throws(SigningError) {
        let isFolder = name.utf8.last == 0x2f
        switch attributes >> 16 & 0o170000 {
        case 0, 0o100000:
            break
        case 0o040000:
            guard isFolder else { throw .zip(.zipSpecialFile, "a folder without the name of one", file: name) }
        case 0o120000:
            throw .zip(.zipSymlink, "a symbolic link", file: name)
        default:
            throw .zip(.zipSpecialFile, "a device, a pipe or a socket", file: name)
        }
        let windows = [0, 10, 11, 14]
        if windows.contains(madeBy >> 8), attributes & 0x400 != 0 {
            throw .zip(.zipSymlink, "a link of Windows", file: name)
        }
    }

    /// Checks the entry's own header and what follows its data.
    ///
    /// The entry must end where the next one, or the central directory, starts.
    func entry(in bytes: any RandomAccessBytes, endingAt next: Int) throws(SigningError) -> ZIPEntry {
        guard ZIPFormat.localHeaderBytes <= next - localOffset else {
            throw .zip(.zipOverlap, "overlaps what follows", file: name)
        }
        let fixedEnd = localOffset + ZIPFormat.localHeaderBytes
        var fields = ZIPFields(try bytes.bytes(in: localOffset..<fixedEnd))
        guard try fields.matches(ZIPFormat.localHeader) else { throw mismatch("no header where one should be") }
        guard try fields.uint16() & 0xff <= ZIPFormat.highestVersion else { throw mismatch("another version") }
        guard try fields.uint16() == flags else { throw mismatch("other flags") }
        guard try fields.uint16() == method.rawValue else { throw mismatch("another method") }
        guard try fields.uint16() == time, try fields.uint16() == date else { throw mismatch("another time") }
        let localCRC = try fields.crc()
        let narrowCompressed = try fields.uint32()
        let narrowSize = try fields.uint32()
        let nameLength = try fields.uint16()
        let extraLength = try fields.uint16()
        let dataStart = fixedEnd + nameLength + extraLength
        guard dataStart <= next, compressedSize <= next - dataStart else {
            throw .zip(.zipOverlap, "overlaps what follows", file: name)
        }
        var variable = ZIPFields(try bytes.bytes(in: fixedEnd..<dataStart))
        guard try variable.take(nameLength).elementsEqual(nameBytes) else { throw mismatch("another name") }
        let extra = try ZIPExtraFields(try variable.take(extraLength), file: name)
        try extra.checkName(nameBytes, file: name)
        let (localCompressed, localSize) = try sizes(narrowCompressed, narrowSize, extra.zip64)
        let agrees = localCRC == crc && localCompressed == compressedSize && localSize == size
        let leavesOpen = hasDescriptor && localCRC == 0 && localCompressed == 0 && localSize == 0
        guard agrees || leavesOpen else { throw mismatch("another checksum or size") }
        let dataEnd = dataStart + compressedSize
        try checkEnd(dataEnd: dataEnd, next: next, in: bytes)
        return ZIPEntry(
            name: name,
            method: method,
            compressedSize: compressedSize,
            size: size,
            crc: crc,
            recordRange: localOffset..<next,
            dataRange: dataStart..<dataEnd,
            hasExtraField: extraLength > 0,
            centralRange: centralRange
        )
    }

    /// The sizes of the entry's own header.
    ///
    /// A ZIP64 field there must hold both (APPNOTE.TXT section 4.5.3).
    private func sizes(
        _ compressed: Int,
        _ size: Int,
        _ zip64: ArraySlice<UInt8>?
    ) throws(SigningError) -> (compressed: Int, size: Int) {
        guard let zip64 else { return (compressed, size) }
        guard zip64.count == 16 else {
            throw .zip(.zipZIP64Inconsistent, "a ZIP64 field of another length", file: name)
        }
        var fields = ZIPFields(zip64)
        let wideSize = try fields.uint64()
        let wideCompressed = try fields.uint64()
        guard compressed == ZIPFormat.marker32 || compressed == wideCompressed,
            size == ZIPFormat.marker32 || size == wideSize
        else { throw .zip(.zipZIP64Inconsistent, "two sizes in one header", file: name) }
        return (wideCompressed, wideSize)
    }

    /// Proves that the entry ends where the next begins: after its data, or after the descriptor that follows the data
    /// (APPNOTE.TXT section 4.3.9), with or without signature, with sizes of 32 or 64 bits.
    private func checkEnd(dataEnd: Int, next: Int, in bytes: any RandomAccessBytes) throws(SigningError) {
        guard hasDescriptor else {
            guard dataEnd == next else { throw .zip(.zipGap, "bytes that belong to no file follow", file: name) }
            return
        }
        let length = next - dataEnd
        guard [12, 16, 20, 24].contains(length) else {
            throw length < 12
                ? mismatch("no room for the sizes after the data")
                : .zip(.zipGap, "bytes that belong to no file follow", file: name)
        }
        var fields = ZIPFields(try bytes.bytes(in: dataEnd..<next))
        if length == 16 || length == 24 {
            guard try fields.matches(ZIPFormat.dataDescriptor) else { throw mismatch("no sizes after the data") }
        }
        let isWide = length >= 20
        guard try fields.crc() == crc, try (isWide ? fields.uint64() : fields.uint32()) == compressedSize,
            try (isWide ? fields.uint64() : fields.uint32()) == size
        else { throw mismatch("another checksum or size after the data") }
    }

    private func mismatch(_ what: String) -> SigningError {
        .zip(.zipLocalHeaderMismatch, "the file's own header and the central directory differ: \(what)", file: name)
    }
}
