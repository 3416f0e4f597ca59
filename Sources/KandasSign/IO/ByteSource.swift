/// A stream of bytes that is read once, from front to back.
public protocol ByteSource: AnyObject {
    /// Reads the next bytes to the front of `buffer`.
    ///
    /// - Parameter buffer: Filled from its start; its size is the most that is read and is not changed.
    /// - Returns: How many bytes were read; 0 only at the end.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if reading fails.
    func read(into buffer: inout [UInt8]) throws(SigningError) -> Int

    /// How many bytes remain, or `nil` if that is not known, as on a pipe.
    var remaining: Int? { get }
}
