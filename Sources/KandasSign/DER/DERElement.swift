/// One element of DER or BER: its tag, its content, and all of its bytes as they stand in the input.
package struct DERElement: Sendable {
    /// The identifier octet: class, constructed bit and tag number (X.690 section 8.1.2). Tag numbers above 30 are refused.
    package let tag: UInt8

    /// The content octets; of an element of indefinite length, without the end-of-contents octets.
    package let content: ArraySlice<UInt8>

    /// All octets of the element, as received.
    package let bytes: ArraySlice<UInt8>

    /// Whether the content is a series of elements.
    package var isConstructed: Bool { tag & 0x20 != 0 }
}
