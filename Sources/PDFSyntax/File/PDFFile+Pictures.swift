extension PDFFile {
    /// The JPEG that a stream holds (ISO 32000-2, section 7.4.8), with the filters before it undone.
    ///
    /// - Parameters:
    ///   - object: The object, whose values are on `tape`.
    ///   - tape: Its values.
    ///   - limit: The most bytes that the filters before may give.
    ///   - body: Is given the bytes, and where they begin in the file if nothing was undone.
    /// - Returns: Whether the stream holds a JPEG that can be had.
    package func withJPEG(
        _ object: PDFObject,
        _ tape: PDFTape,
        limit: Int,
        _ body: (UnsafeBufferPointer<UInt8>, Int?) -> Void
    ) -> Bool {
        guard let data = object.stream, !isEncrypted, let filters = filters(of: tape), filters.last == .dct,
            filters.dropLast().allSatisfy(\.isOpen)
        else { return false }
        if filters.count == 1 {
            body(view.pointer(data), data.lowerBound)
            return true
        }
        let decoded = decoder.decode(view.pointer(data), filters.dropLast(), keeps: true, limit: limit)
        guard decoded.outcome == .complete else { return false }
        decoded.bytes.withUnsafeBufferPointer { body($0, nil) }
        return true
    }
}
