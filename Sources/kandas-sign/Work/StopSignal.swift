internal import Glibc

/// Turns the signals by which people and machines stop a program, SIGINT and SIGTERM, into a byte on a pipe.
struct StopSignal {
    // A signal handler can reach nothing but globals; it is written once, before the handler is set.
    private nonisolated(unsafe) static var descriptor: CInt = -1

    /// Begins to take the signals.
    init(writingTo descriptor: CInt) {
        StopSignal.descriptor = descriptor
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                var byte: UInt8 = 0
                _ = write(StopSignal.descriptor, &byte, 1)
            }
        }
    }

    /// Gives the signals their usual meaning again.
    func end() { for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) } }
}
