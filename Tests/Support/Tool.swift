internal import Glibc

/// Runs other programs, as oracles for ours.
public enum Tool {
    /// How a program ended.
    public struct Outcome: Sendable, CustomStringConvertible {
        /// The exit code; 128 and the signal's number if a signal ended it.
        public let status: Int
        /// What it wrote to the standard output.
        public let output: [UInt8]
        /// What it wrote to the standard error.
        public let errors: [UInt8]

        /// How something ended that another tool has run.
        public init(status: Int, output: [UInt8], errors: [UInt8]) {
            self.status = status
            self.output = output
            self.errors = errors
        }

        /// The output as text.
        public var text: String { String(decoding: output, as: UTF8.self) }
        /// The errors as text.
        public var errorText: String { String(decoding: errors, as: UTF8.self) }
        /// All of it, for a failing expectation.
        public var description: String { "exit \(status)\n\(text)\n\(errorText)" }
    }

    /// Whether a program is on the machine: `@Test(.enabled(if: Tool.exists("qpdf"), "qpdf is not installed"))`.
    public static func exists(_ program: String) -> Bool { path(of: program) != nil }

    /// Runs a program and waits for its end.
    ///
    /// Input and output go through files without names, so neither side can wait for the other for ever.
    ///
    /// - Parameters:
    ///   - program: A path, or a name that is looked for in PATH.
    ///   - arguments: The arguments after the program's name.
    ///   - input: The standard input.
    ///   - environment: Added to this process's environment.
    ///   - folder: The working folder, or `nil` for this process's own.
    /// - Returns: How it ended; a non-zero exit code is a normal result.
    /// - Throws: ``SupportFailure`` if the program is not there or cannot be started.
    public static func run(
        _ program: String,
        _ arguments: [String] = [],
        input: [UInt8] = [],
        environment: [String: String] = [:],
        in folder: String? = nil
    ) throws -> Outcome {
        guard let path = path(of: program) else { throw SupportFailure("\(program) is not installed") }
        let streams = (0..<3).map { _ in namelessFile() }
        defer { for stream in streams where stream >= 0 { close(stream) } }
        guard streams.allSatisfy({ $0 >= 0 }) else { throw SupportFailure("no temporary file can be made") }
        try writeAll(input, to: streams[0])
        lseek(streams[0], 0, SEEK_SET)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream, CInt(number))
        }

        // The threads that run tests block most signals; a program must not inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var nothing = sigset_t()
        sigemptyset(&nothing)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        // Swift does not see posix_spawn_file_actions_addchdir_np, so env changes the folder.
        let words = folder.map { ["/usr/bin/env", "-C", $0, path] } ?? [path]
        let argumentPointers = (words + arguments).map { strdup($0) } + [nil]
        let environmentPointers = merged(environment).map { strdup($0) } + [nil]
        defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
        var child = pid_t()
        let failure = posix_spawn(&child, words[0], &actions, &attributes, argumentPointers, environmentPointers)
        guard failure == 0 else { throw SupportFailure("cannot run \(path): \(String(cString: strerror(failure)))") }

        var status: CInt = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        lseek(streams[1], 0, SEEK_SET)
        lseek(streams[2], 0, SEEK_SET)
        return Outcome(
            status: signal == 0 ? Int(status >> 8 & 0xff) : 128 + Int(signal),
            output: readAll(streams[1]),
            errors: readAll(streams[2])
        )
    }

    /// Runs `openssl` and fails unless it exits with 0.
    @discardableResult
    public static func openssl(_ arguments: String..., input: [UInt8] = [], in folder: String? = nil) throws -> Outcome
    {
        let outcome = try run("openssl", arguments, input: input, in: folder)
        guard outcome.status == 0 else {
            throw SupportFailure("openssl \(arguments.joined(separator: " ")): \(outcome)")
        }
        return outcome
    }

    private static func namelessFile() -> CInt {
        var template = Array("/tmp/kandas-tool-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        if descriptor >= 0 {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            unlink(template)
        }
        return descriptor
    }

    private static func path(of program: String) -> String? {
        if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        return folders.split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
    }

    private static func merged(_ additions: [String: String]) -> [String] {
        var entries: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if additions[String(text.prefix { $0 != "=" })] == nil { entries.append(text) }
            next += 1
        }
        return entries + additions.map { "\($0.key)=\($0.value)" }
    }
}
