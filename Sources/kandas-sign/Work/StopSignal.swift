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
        // Whoever started the program may have left them blocked, and then nothing but SIGKILL would stop it.
        var both = sigset_t()
        sigemptyset(&both)
        for number in [SIGINT, SIGTERM] { sigaddset(&both, number) }
        pthread_sigmask(SIG_UNBLOCK, &both, nil)
    }

    /// Gives the signals their usual meaning again.
    func end() { for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) } }
}
