import Foundation
internal import Glibc
import KandasSign
import Support
import Synchronization

@testable import kandas_sign

/// A terminal with nobody at it but the test.
final class Terminal: Sendable {
    private let keyboard: CInt
    private let screen: CInt
    private let path: String

    init() throws {
        keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: CInt = 0
        var isLocked: CInt = 0
        // TIOCSPTLCK and TIOCGPTN, which are what unlockpt and ptsname do.
        guard keyboard >= 0, ioctl(keyboard, 0x4004_5431, &isLocked) == 0, ioctl(keyboard, 0x8004_5430, &number) == 0
        else { throw SupportFailure("no pseudo-terminal: \(String(cString: strerror(errno)))") }
        path = "/dev/pts/\(number)"
        // Held open, so that the terminal's settings stay when the prompt closes it.
        screen = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    }

    deinit {
        close(keyboard)
        close(screen)
    }

    /// Asks for a password on this terminal, and lets `act` answer once the question stands there.
    ///
    /// The question waits on a thread of its own, since the pool's threads may all be busy with other tests.
    func ask(act: () -> Void) throws -> Result<[UInt8], SigningError> {
        let answer = Answer()
        let path = self.path
        Thread.detachNewThread {
            do throws(SigningError) {
                let secret = try TerminalPrompt.ask("Password: ", limit: 100, terminal: path)
                answer.result.withLock { $0 = .success(secret.withSpan { span in (0..<span.count).map { span[$0] } }) }
            } catch {
                answer.result.withLock { $0 = .failure(error) }
            }
        }
        try wait("the echo was never turned off") { !echoes }
        act()
        try wait("the answer never came") { answer.result.withLock { $0 != nil } }
        return try answer.result.withLock { try $0 ?? { throw SupportFailure("no answer") }() }
    }

    private final class Answer: Sendable {
        let result = Mutex<Result<[UInt8], SigningError>?>(nil)
    }

    private func wait(_ failure: String, until condition: () -> Bool) throws {
        for _ in 0..<6_000 {
            if condition() { return }
            usleep(10_000)
        }
        throw SupportFailure(failure)
    }

    /// Whether what is typed is shown.
    var echoes: Bool {
        var settings = termios()
        tcgetattr(screen, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Types text.
    func type(_ text: String) {
        _ = text.withCString { write(keyboard, $0, strlen($0)) }
    }

    /// What stands on the screen.
    func shown() -> String {
        var request = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while poll(&request, 1, 100) > 0, case let got = read(keyboard, &buffer, buffer.count), got > 0 {
            text += buffer[..<got]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
