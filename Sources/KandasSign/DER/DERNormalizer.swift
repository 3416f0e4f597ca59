/// Turns BER into DER where a signature is defined over the DER form (RFC 5652 section 5.4).
package enum DERNormalizer {
    /// Whether `bytes` is one or more elements with DER lengths throughout.
    ///
    /// The order of SET OF is not judged.
    package static func hasDERLengths(_ bytes: ArraySlice<UInt8>) -> Bool {
        var reader = DERReader(bytes)
        return (try? check(&reader)) != nil
    }

    private static func check(_ reader: inout DERReader) throws(SigningError) {
        while !reader.isAtEnd {
            let element = try reader.next()
            if element.isConstructed {
                guard element.tag != DER.Tag.octetString | 0x20 else { throw .malformed("a string in segments") }
                var inner = try reader.entering(element)
                try check(&inner)
            }
        }
    }

    /// The elements of `reader` with definite, minimal lengths and whole strings, in the order received.
    package static func normalized(_ reader: inout DERReader) throws(SigningError) -> [[UInt8]] {
        var elements: [[UInt8]] = []
        while !reader.isAtEnd {
            let element = try reader.next()
            if element.tag == DER.Tag.octetString | 0x20 {
                elements.append(DER.octetString(try element.octets("a string", reader: reader)))
            } else if element.isConstructed {
                var inner = try reader.entering(element)
                elements.append(DER.element(element.tag, try normalized(&inner)))
            } else {
                elements.append(DER.element(element.tag, Array(element.content)))
            }
        }
        return elements
    }
}
