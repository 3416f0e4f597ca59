import ArgumentParser
internal import Glibc
import KandasSign

/// Where a key's password comes from.
///
/// It is never an argument, since every user of the machine sees those.
struct PasswordOptions: ParsableArguments {
    /// The longest password, in bytes.
    static let limit = 4_096

    @Option(
        help: ArgumentHelp("Read the password from this file; a newline at its end is dropped.", valueName: "file"),
        completion: .file()
    )
    var passwordFile: String?

    @Option(
        help: ArgumentHelp("Read the password from this open file descriptor, to its end.", valueName: "number")
    )
    var passwordFd: Int32?

    @Option(help: ArgumentHelp("Take the password from this environment variable.", valueName: "name"))
    var passwordEnv: String?

    func validate() throws {
        let given = [passwordFile != nil, passwordFd != nil, passwordEnv != nil]
        guard given.count(where: { $0 }) <= 1 else {
            throw ValidationError("Give only one of --password-file, --password-fd and --password-env.")
        }
        if let passwordFd, passwordFd < 0 { throw ValidationError("--password-fd is a number from 0 on.") }
    }

    /// Whether an option says where the password is, so that nobody needs to be asked.
    var isGiven: Bool { passwordFile != nil || passwordFd != nil || passwordEnv != nil }

    /// Reads the password, or asks for it on the terminal.
    ///
    /// - Parameter subject: What the password opens, for the question.
    /// - Returns: The password's bytes, UTF-8 as a rule; they are wiped when released.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if the file, descriptor or variable
    ///   cannot be read, ``SigningError/Code/limitExceeded`` if the password is longer than 4096 bytes,
    ///   ``SigningError/Code/passwordRefused`` if there is no terminal to ask at or the question was broken off.
    func read(for subject: String) throws(SigningError) -> SecretBytes {
        if let passwordFile { return try PasswordOptions.read(file: passwordFile) }
        if let passwordFd {
            return try PasswordOptions.read(descriptor: passwordFd, name: "file descriptor \(passwordFd)")
        }
        if let passwordEnv { return try PasswordOptions.read(variable: passwordEnv) }
        return try TerminalPrompt.ask("Password for \(subject): ", limit: PasswordOptions.limit)
    }

    /// Reads a password from a file; `-` is the standard input.
    static func read(file path: String) throws(SigningError) -> SecretBytes {
        if path == "-" { return try read(descriptor: STDIN_FILENO, name: "the standard input") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SigningError(.inputUnavailable, "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        return try read(descriptor: descriptor, name: path)
    }

    private static func read(descriptor: CInt, name: String) throws(SigningError) -> SecretBytes {
        // One byte of room tells a password of the full length from a longer one; two are for its newline.
        try SecretBytes(capacity: limit + 3) { buffer throws(SigningError) in
            var count = 0
            while count < buffer.count {
                let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
                if got == 0 { break }
                if got > 0 {
                    count += got
                } else if errno != EINTR {
                    throw SigningError(.inputUnavailable, "cannot read \(name): \(String(cString: strerror(errno)))")
                }
            }
            count = lengthWithoutNewline(buffer, count)
            guard count <= limit else { throw .limit("the password in \(name) is longer than \(limit) bytes") }
            return count
        }
    }

    private static func read(variable name: String) throws(SigningError) -> SecretBytes {
        guard let value = getenv(name) else {
            throw SigningError(.inputUnavailable, "the environment variable \(name) is not set")
        }
        let bytes = UnsafeRawBufferPointer(start: value, count: strlen(value))
        guard bytes.count <= limit else { throw .limit("the password in \(name) is longer than \(limit) bytes") }
        return SecretBytes(copying: bytes)
    }

    private static func lengthWithoutNewline(_ buffer: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
        guard count > 0, buffer[count - 1] == 0x0a else { return count }
        return count > 1 && buffer[count - 2] == 0x0d ? count - 2 : count - 1
    }
}
