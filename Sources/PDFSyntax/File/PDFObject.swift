/// An object as it stands in the file.
package struct PDFObject: Sendable, Hashable {
    private let numberBits: UInt32
    private let generationBits: UInt16
    /// What kind of thing it is.
    package let kind: Kind
    private let startBits: UInt32
    private let endBits: UInt32
    private let streamStart: UInt32
    private let streamEnd: UInt32

    /// What kind of thing an object is.
    package enum Kind: UInt8, Sendable {
        /// An indirect object of the file's body.
        case body
        /// An object within an object stream; its range is that of the stream object.
        case compressed
        /// A trailer's dictionary.
        case trailer
    }

    init(_ kind: Kind, number: Int, generation: Int, range: Range<Int>, stream: Range<Int>?) {
        self.kind = kind
        numberBits = UInt32(truncatingIfNeeded: number)
        generationBits = UInt16(truncatingIfNeeded: generation)
        startBits = UInt32(truncatingIfNeeded: range.lowerBound)
        endBits = UInt32(truncatingIfNeeded: range.upperBound)
        streamStart = UInt32(truncatingIfNeeded: stream?.lowerBound ?? 0)
        streamEnd = UInt32(truncatingIfNeeded: stream?.upperBound ?? 0)
    }

    /// The object's number; 0 for a trailer.
    package var number: Int { Int(numberBits) }
    /// Its generation.
    package var generation: Int { Int(generationBits) }
    /// Its bytes in the file, from its number to behind `endobj`.
    package var range: Range<Int> { Int(startBits)..<max(Int(startBits), Int(endBits)) }
    /// The stored bytes of its stream.
    package var stream: Range<Int>? {
        streamStart == 0 ? nil : Int(streamStart)..<max(Int(streamStart), Int(streamEnd))
    }
}
