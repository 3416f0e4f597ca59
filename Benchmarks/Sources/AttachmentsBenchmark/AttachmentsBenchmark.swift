import Glibc
import KandasDocs

/// Judges a folder of attachments with the gate and with other programs, and prints the processor time that each takes for a file.
@main
struct AttachmentsBenchmark {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            print("Usage: AttachmentsBenchmark FOLDER (see Benchmarks/README.md)")
            exit(64)
        }
        let folder = CommandLine.arguments[1]
        for (ending, checker) in [(".pdf", ["qpdf", "--check"]), (".jpg", ["djpeg", "-outfile", "/dev/null"])] {
            let paths = files(in: folder, ending: ending)
            if paths.isEmpty { print("no \(ending) in \(folder)") } else { compare(paths, with: checker) }
        }
    }

    private static func compare(_ paths: [String], with checker: [String]) {
        let bytes = paths.reduce(0) { $0 + read($1).count }
        print("\(paths.count) files, \(bytes / 1_000_000) MB")

        var refused = 0
        let ours = best(of: 5) {
            refused = paths.count { !DocumentGate.judge(read($0), policy: large).isAcceptable }
        }
        var closed = large
        closed.pdf.pictures = .accept
        let structure = best(of: 5) { for path in paths { _ = DocumentGate.judge(read(path), policy: closed) } }
        let reading = best(of: 3) { for path in paths { _ = read(path) } }
        let file = best(of: 3) { run(["file", "--brief", "--mime-type"] + paths) }
        let start = best(of: 3) { for _ in 0..<20 { run([checker[0], "-version"]) } } / 20 * Double(paths.count)
        let peer = best(of: 1) { for path in paths { run(checker + [path]) } }

        func line(_ name: String, _ seconds: Double) {
            let each = seconds / Double(paths.count) * 1e6
            print(
                "\(padded(name)) \(padded("\(Int(each)) us a file")) gate is \(rounded(seconds / ours)) times as fast"
            )
        }
        line("gate (\(refused) refused)", ours)
        line("  without JPEGs in PDFs", structure)
        line("  of which reading", reading)
        line("file, one process", file)
        line(checker[0], peer)
        line("  without its start-up", max(0, peer - start))
    }

    private static var large: DocumentPolicy {
        var policy = DocumentPolicy()
        policy.maximumBytes = 1 << 30
        return policy
    }

    private static func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, 26 - text.count))
    }

    private static func rounded(_ ratio: Double) -> Double { (ratio * 100).rounded() / 100 }

    /// The least processor time of some runs, in seconds: that of this process and of those that it ran, so that a busy
    /// machine changes little.
    private static func best(of runs: Int, _ body: () -> Void) -> Double {
        let ticks = (0..<runs)
            .map { _ in
                let start = processorTicks()
                body()
                return processorTicks() - start
            }
            .min()
        return Double(max(ticks ?? 0, 1)) / Double(sysconf(CInt(_SC_CLK_TCK)))
    }

    private static func processorTicks() -> Int {
        var used = tms()
        times(&used)
        return used.tms_utime + used.tms_stime + used.tms_cutime + used.tms_cstime
    }

    private static func files(in folder: String, ending: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var paths: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(ending) { paths.append("\(folder)/\(name)") }
        }
        return paths.sorted()
    }

    private static func read(_ path: String) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        lseek(descriptor, 0, SEEK_SET)
        return [UInt8](unsafeUninitializedCapacity: max(size, 0)) { buffer, count in
            while count < buffer.count {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
                guard got > 0 else { break }
                count += got
            }
        }
    }

    /// Runs a program of the machine, whose output goes nowhere.
    private static func run(_ words: [String]) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for stream in 1...2 { posix_spawn_file_actions_addopen(&actions, CInt(stream), "/dev/null", O_WRONLY, 0) }
        let arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        guard posix_spawnp(&child, words[0], &actions, nil, arguments, environ) == 0 else {
            print("\(words[0]) is not installed")
            return
        }
        var status: CInt = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
}
