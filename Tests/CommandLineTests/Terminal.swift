internal import Glibc
import KandasSign
import Support

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

    /// Asks for a password on this terminal.
    func ask() async throws -> [UInt8] {
        try TerminalPrompt.ask("Password: ", limit: 100, terminal: path)
            .withSpan { span in
                (0..<span.count).map { span[$0] }
            }
    }

    var echoes: Bool {
        var settings = termios()
        tcgetattr(screen, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Waits until the prompt is there.
    func waitForSilence() throws {
        for _ in 0..<500 where echoes { usleep(10_000) }
        guard !echoes else { throw SupportFailure("the echo was never turned off") }
        // Typing begins after the settings took effect, which drops what was typed before.
        usleep(20_000)
    }

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
