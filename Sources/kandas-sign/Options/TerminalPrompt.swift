internal import Glibc
import KandasSign

/// A question on the terminal whose answer is not shown.
///
/// As in readpassphrase(3): a signal that arrives while the echo is off is put aside, the terminal is restored, and only
/// then the signal takes its course, so that a break never leaves a terminal without echo.
enum TerminalPrompt {
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]
    // Only the handler and `ask` touch it, and a handler may touch nothing else.
    private nonisolated(unsafe) static var caught: sig_atomic_t = 0

    /// Asks a question and reads one line.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - limit: The longest answer, in bytes.
    ///   - terminal: The terminal's device.
    /// - Returns: The line without its newline.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/passwordRefused`` if there is no terminal or the answer
    ///   was broken off, ``SigningError/Code/limitExceeded`` if it is too long.
    static func ask(_ question: String, limit: Int, terminal: String = "/dev/tty") throws(SigningError) -> SecretBytes {
        let descriptor = open(terminal, O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0, isatty(descriptor) == 1 else {
            if descriptor >= 0 { close(descriptor) }
            throw SigningError(
                .passwordRefused,
                "there is no terminal to ask for a password; give --password-file, --password-fd or --password-env"
            )
        }
        defer { close(descriptor) }
        while true {
            caught = 0
            let answer = try readLine(question, limit: limit, from: descriptor)
            let signal = caught
            if signal != 0 {
                // By now the handlers and the echo are as they were.
                kill(getpid(), signal)
                // Stopped and continued: the question is asked again.
                if signal == SIGTSTP { continue }
            }
            guard let answer else { throw SigningError(.passwordRefused, "no password was given") }
            return answer
        }
    }

    private static func readLine(
        _ question: String,
        limit: Int,
        from descriptor: CInt
    ) throws(SigningError) -> SecretBytes? {
        var before = [Glibc.sigaction](repeating: Glibc.sigaction(), count: signals.count)
        var action = Glibc.sigaction()
        action.__sigaction_handler.sa_handler = { TerminalPrompt.caught = $0 }
        for (index, signal) in signals.enumerated() { sigaction(signal, &action, &before[index]) }
        defer { for (index, signal) in signals.enumerated() { sigaction(signal, &before[index], nil) } }

        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else {
            throw SigningError(.passwordRefused, "the terminal does not answer: \(String(cString: strerror(errno)))")
        }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO | ECHONL)
        tcsetattr(descriptor, TCSAFLUSH, &silent)
        defer {
            tcsetattr(descriptor, TCSAFLUSH, &settings)
            write("\n", to: descriptor)
        }
        write(question.withVisibleControls, to: descriptor)

        var isEnded = false
        let line = try SecretBytes(capacity: limit + 1) { buffer throws(SigningError) in
            var count = 0
            while caught == 0 {
                // Waking up now and then, since another thread may get the signal and this read would not be broken off.
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&request, 1, 100) > 0 else { continue }
                var octet: UInt8 = 0
                let got = read(descriptor, &octet, 1)
                if got == 1, octet == 0x0a || octet == 0x0d {
                    isEnded = true
                    break
                }
                if got == 0 || got < 0 && errno != EINTR && errno != EAGAIN { break }
                guard got == 1 else { continue }
                guard count < limit else { throw .limit("the password is longer than \(limit) bytes") }
                buffer[count] = octet
                count += 1
                octet = 0
            }
            return count
        }
        return isEnded && caught == 0 ? line : nil
    }

    private static func write(_ text: String, to descriptor: CInt) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
