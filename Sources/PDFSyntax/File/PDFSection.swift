/// A cross-reference section with its trailer (ISO 32000-2, sections 7.5.4, 7.5.5 and 7.5.8).
package struct PDFSection: Sendable, Hashable {
    /// Where it begins: at `xref`, or at the number of the cross-reference stream.
    package internal(set) var offset: Int
    /// Where its trailer ends.
    package internal(set) var end: Int
    /// Whether it is a cross-reference stream.
    package internal(set) var isStream: Bool
    /// Whether it is the stream of a hybrid file, which a table names with `XRefStm`.
    package internal(set) var isHybridPart = false
    /// The number of objects that the trailer gives.
    package internal(set) var size: Int?
    /// The number of the catalogue.
    package internal(set) var root: Int?
    /// The number of the document information dictionary.
    package internal(set) var info: Int?
    /// Whether the trailer has `Encrypt`.
    package internal(set) var isEncrypted = false
    /// The offset of the section before it.
    package internal(set) var previous: Int?
    /// The offset of a hybrid file's stream.
    package internal(set) var hybrid: Int?
}

/// Where an object is, by a cross-reference.
struct PDFEntry {
    enum Kind: UInt8 {
        case free, offset, compressed
    }

    var number: UInt32
    /// The offset in the file, or the number of the object stream.
    var place: UInt32
    /// The generation, or the index within the object stream.
    var detail: UInt32
    /// The section's place in the chain, the newest first.
    var rank: UInt16
    var kind: Kind

    /// The order in which entries are looked for.
    var key: UInt64 { UInt64(number) << 16 | UInt64(rank) }
}
