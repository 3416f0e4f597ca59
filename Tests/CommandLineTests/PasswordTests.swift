internal import Glibc
import KandasSign
import Support
import Testing

@testable import kandas_sign

@Suite("Passwords come from a file, a descriptor, a variable or the terminal, and never from an argument")
struct PasswordTests {
    @Test(
        "A newline at the end of a file is dropped, and nothing else",
        arguments: [
            ("secret\n", "secret"), ("secret\r\n", "secret"), ("secret", "secret"), ("secret\n\n", "secret\n"),
            (" a b ", " a b "), ("", ""), ("\n", ""), ("құпия\n", "құпия"), ("secret\r", "secret\r"),
        ]
    )
    func file(content: String, password: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(content.utf8), as: "password.txt")
        #expect(try read(file: path) == Array(password.utf8))
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        #expect(try read(fd: descriptor) == Array(password.utf8))
    }

    @Test("A pipe is read to its end")
    func pipe() throws {
        var ends: [CInt] = [0, 0]
        #expect(Glibc.pipe(&ends) == 0)
        for part in ["sec", "ret\n"] { _ = part.withCString { write(ends[1], $0, strlen($0)) } }
        close(ends[1])
        defer { close(ends[0]) }
        #expect(try read(fd: ends[0]) == Array("secret".utf8))
    }

    @Test("A variable is taken as it is")
    func variable() throws {
        setenv("KANDAS_TEST_PASSWORD", "secret \n", 1)
        defer { unsetenv("KANDAS_TEST_PASSWORD") }
        #expect(try read(env: "KANDAS_TEST_PASSWORD") == Array("secret \n".utf8))
    }

    @Test("A password of 4096 bytes is the longest", arguments: [(4_096, true), (4_097, false), (100_000, false)])
    func limit(count: Int, isAccepted: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([UInt8](repeating: 0x61, count: count) + [0x0d, 0x0a], as: "password.txt")
        if isAccepted {
            #expect(try read(file: path).count == count)
        } else {
            let error = #expect(throws: SigningError.self) { try read(file: path) }
            #expect(error?.code == .limitExceeded)
        }
    }

    @Test("What is not there is an input that cannot be read")
    func missing() {
        func code(_ read: () throws -> [UInt8]) -> SigningError.Code? {
            (#expect(throws: SigningError.self) { try read() })?.code
        }
        #expect(code { try read(file: "/nonexistent") } == .inputUnavailable)
        #expect(code { try read(file: "/") } == .inputUnavailable)
        #expect(code { try read(fd: 9_999) } == .inputUnavailable)
        #expect(code { try read(env: "KANDAS_TEST_UNSET") } == .inputUnavailable)
    }

    @Test("Two sources, or a negative descriptor, are a usage error")
    func usage() {
        #expect(throws: (any Error).self) { try options(fd: 0, env: "HOME").validate() }
        #expect(throws: (any Error).self) { try options(file: "f", env: "HOME").validate() }
        #expect(throws: (any Error).self) { try options(fd: -1).validate() }
        #expect(throws: Never.self) { try options().validate() }
        #expect(!options().isGiven)
    }

    private func options(file: String? = nil, fd: Int32? = nil, env: String? = nil) -> PasswordOptions {
        var options = PasswordOptions()
        options.passwordFile = file
        options.passwordFd = fd
        options.passwordEnv = env
        return options
    }

    private func read(file: String? = nil, fd: Int32? = nil, env: String? = nil) throws -> [UInt8] {
        let options = options(file: file, fd: fd, env: env)
        try options.validate()
        #expect(options.isGiven)
        return try options.read(for: "key.p12").withSpan { span in (0..<span.count).map { span[$0] } }
    }
}

@Suite("A password that is asked for is not shown", .serialized)
struct PromptTests {
    @Test("The answer is read, the echo is off meanwhile and on again afterwards")
    func answer() throws {
        let terminal = try Terminal()
        #expect(try terminal.ask { terminal.type("secret\n") }.get() == Array("secret".utf8))
        #expect(terminal.echoes)
        let shown = terminal.shown()
        #expect(shown.contains("Password: "))
        #expect(!shown.contains("secret"))
    }

    @Test("Without an answer there is no password")
    func noAnswer() throws {
        let terminal = try Terminal()
        let result = try terminal.ask { terminal.type("\u{4}") }
        #expect(result.refusal == .passwordRefused)
        #expect(terminal.echoes)
    }

    @Test("A signal breaks the question off, and the echo is on before it takes its course")
    func signal() throws {
        // The test itself must survive it.
        Glibc.signal(SIGHUP, SIG_IGN)
        defer { Glibc.signal(SIGHUP, SIG_DFL) }
        let terminal = try Terminal()
        let result = try terminal.ask {
            terminal.type("sec")
            kill(getpid(), SIGHUP)
        }
        #expect(result.refusal == .passwordRefused)
        #expect(terminal.echoes)
    }

    @Test("An answer that is too long is refused, and the echo is on again")
    func longAnswer() throws {
        let terminal = try Terminal()
        let result = try terminal.ask { terminal.type(String(repeating: "x", count: 101) + "\n") }
        #expect(result.refusal == .limitExceeded)
        #expect(terminal.echoes)
    }

    @Test("Without a terminal nobody is asked", arguments: ["/dev/null", "/nonexistent"])
    func noTerminal(path: String) {
        let error = #expect(throws: SigningError.self) {
            try TerminalPrompt.ask("Password: ", limit: 100, terminal: path)
        }
        #expect(error?.code == .passwordRefused)
    }
}

extension Result<[UInt8], SigningError> {
    fileprivate var refusal: SigningError.Code? {
        guard case .failure(let error) = self else { return nil }
        return error.code
    }
}
