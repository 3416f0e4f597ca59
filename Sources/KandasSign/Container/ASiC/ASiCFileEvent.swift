/// What ``ASiCContainer/check(observer:)`` shows of the files while it digests them.
public enum ASiCFileEvent: Sendable {
    /// A file begins.
    case start(ZIPEntry)
    /// The next bytes of the file, at most 64 KiB.
    case bytes(ArraySlice<UInt8>)
    /// The file has ended. If it is damaged, its bytes must not be used, and ``ASiCContainer/check(observer:)`` reports it.
    case end(isDamaged: Bool)
}
