internal import Glibc

/// One line on the terminal that says how far long work has come; nothing where the standard error is no terminal.
///
/// It appears only after half a second, changes at most ten times a second, and is gone when the object is released.
final class ProgressLine {
    private let label: String
    private let total: Int?
    private let isShown: Bool
    private let start = ProgressLine.clock()
    private var last: Int64 = 0

    /// Creates a line.
    ///
    /// - Parameters:
    ///   - label: What is being done, a few words.
    ///   - total: How much there is to do, or `nil` if that is not known.
    ///   - isShown: Whether there is a terminal to show it on; `Console.progress(_:total:)` knows.
    init(_ label: String, total: Int?, isShown: Bool) {
        self.label = label.withVisibleControls
        self.total = total
        self.isShown = isShown
    }

    deinit { if last > 0 { Console.writeToStandardError("\r\u{1B}[K") } }

    /// Says how much is done, in the unit of the total; cheap enough to be called often.
    func advance(to done: Int) {
        guard isShown else { return }
        let now = ProgressLine.clock()
        guard now - start >= 500, now - last >= 100 else { return }
        last = now
        let amount = total.map { $0 > 0 ? "\(Int(Double(done) / Double($0) * 100)) %" : "" } ?? "\(done)"
        Console.writeToStandardError("\r\u{1B}[K\(label) \(amount)")
    }

    /// Milliseconds of a clock that never jumps.
    private static func clock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
