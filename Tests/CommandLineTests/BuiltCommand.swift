internal import Glibc
import Support

/// The built command, as a user runs it.
enum BuiltCommand {
    /// Where it is: beside the test program.
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
        let program = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return program.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 } + "/kandas-sign"
    }()

    /// Runs it with English messages, unless the environment given says otherwise.
    ///
    /// - Parameters:
    ///   - arguments: The verb and its options.
    ///   - input: The standard input.
    ///   - environment: Added to this process's environment.
    ///   - folder: The working folder.
    /// - Returns: How it ended.
    /// - Throws: `SupportFailure` if it cannot be started.
    static func run(
        _ arguments: String...,
        input: [UInt8] = [],
        environment: [String: String] = [:],
        in folder: String? = nil
    ) throws -> Tool.Outcome {
        try Tool.run(path, arguments, input: input, environment: merged(environment), in: folder)
    }

    /// Runs a line of shell in which `$K` is the command, for redirections and pipes.
    static func shell(
        _ line: String,
        input: [UInt8] = [],
        environment: [String: String] = [:],
        in folder: String? = nil
    ) throws -> Tool.Outcome {
        try Tool.run(
            "sh",
            ["-c", line],
            input: input,
            environment: merged(environment).merging(["K": path]) { _, new in new },
            in: folder
        )
    }

    private static func merged(_ environment: [String: String]) -> [String: String] {
        // ArgumentParser leaks a few bytes on a usage error, just before the program ends; under AddressSanitizer that
        // would change the exit code.
        let usual = ["LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", "ASAN_OPTIONS": "detect_leaks=0"]
        return environment.merging(usual) { given, _ in given }
    }
}
