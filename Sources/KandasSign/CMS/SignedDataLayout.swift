/// Lays the parts of a SignedData out as bytes around a content that is not in memory.
struct SignedDataLayout {
    let parts: SignedDataParts

    /// The bytes before and after a content of `length` bytes, in DER. Without content inside, `length` is not used and
    /// the two make up the whole message.
    func definite(contentLength length: Int) -> (before: [UInt8], after: [UInt8]) {
        let type = DER.objectIdentifier(parts.contentType)
        var content: [UInt8] = []
        var contentLength = 0
        if parts.isAttached {
            let string = [DER.Tag.octetString] + DER.length(length)
            content = [DER.Tag.explicit(0)] + DER.length(string.count + length) + string
            contentLength = length
        }
        let encapsulated =
            [DER.Tag.sequence] + DER.length(type.count + content.count + contentLength) + type + content
        let front = DER.integer(parts.version) + DER.element(DER.Tag.set, DER.sorted(parts.digestAlgorithms))
        let after = sets
        let bodyLength = front.count + encapsulated.count + contentLength + after.count
        let signedData = [DER.Tag.sequence] + DER.length(bodyLength)
        let explicit = [DER.Tag.explicit(0)] + DER.length(signedData.count + bodyLength)
        let outerType = DER.objectIdentifier(CMSObjects.signedData)
        let outer =
            [DER.Tag.sequence]
            + DER.length(outerType.count + explicit.count + signedData.count + bodyLength)
        return (outer + outerType + explicit + signedData + front + encapsulated, after)
    }

    /// The bytes before and after content that is written as segments, each with ``segment(_:)``, in BER with
    /// indefinite lengths, for a content or a signature whose length is not known beforehand.
    func indefinite() -> (before: [UInt8], after: [UInt8]) {
        let open: UInt8 = 0x80
        let close: [UInt8] = [0, 0]
        var before = [DER.Tag.sequence, open] + DER.objectIdentifier(CMSObjects.signedData)
        before += [DER.Tag.explicit(0), open, DER.Tag.sequence, open]
        before += DER.integer(parts.version) + DER.element(DER.Tag.set, DER.sorted(parts.digestAlgorithms))
        before += [DER.Tag.sequence, open] + DER.objectIdentifier(parts.contentType)
        before += [DER.Tag.explicit(0), open, DER.Tag.octetString | 0x20, open]
        // The string, its [0] and the content's frame end; then, after the sets, SignedData, its [0] and the message.
        return (before, close + close + close + sets + close + close + close)
    }

    /// One piece of a content in segments.
    static func segmentHeader(_ length: Int) -> [UInt8] { [DER.Tag.octetString] + DER.length(length) }

    private var sets: [UInt8] {
        var sets: [UInt8] = []
        if !parts.certificates.isEmpty {
            sets += DER.element(DER.Tag.explicit(0), DER.sorted(parts.certificates))
        }
        if !parts.revocationLists.isEmpty {
            sets += DER.element(DER.Tag.explicit(1), DER.sorted(parts.revocationLists))
        }
        return sets + DER.element(DER.Tag.set, DER.sorted(parts.signers))
    }
}
