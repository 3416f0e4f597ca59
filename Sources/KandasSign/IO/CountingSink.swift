/// Passes bytes on and counts them.
final class CountingSink: ByteSink {
    /// How many bytes were passed on.
    private(set) var count = 0
    private let sink: any ByteSink

    init(_ sink: any ByteSink) { self.sink = sink }

    func write(_ bytes: ArraySlice<UInt8>) throws(SigningError) {
        count += bytes.count
        try sink.write(bytes)
    }
}
