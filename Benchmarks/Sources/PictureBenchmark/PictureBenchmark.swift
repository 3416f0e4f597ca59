import Glibc
import KandasDocs

/// Judges every picture of a folder, and has djpeg decode the same ones: `PictureBenchmark FOLDER [ROUNDS]`.
///
/// Both run on one core and read each file anew. Processor time counts, which other work on the machine does not change
/// much, and for each file the quickest of the rounds. What it takes to start
/// djpeg is measured with `-version` and taken off; its output goes nowhere.
@main
struct PictureBenchmark {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { return print("usage: PictureBenchmark FOLDER [ROUNDS]") }
        let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 3 : 3
        let files = pictures(in: arguments[1])
        guard !files.isEmpty else { return print("no .jpg there") }
        let start = fastest(20) { decode("-version") }
        var ours = 0.0
        var theirs = 0.0
        var bytes = 0
        var pixels = 0
        var slower = 0
        for file in files {
            var report = DocumentGate.judge([])
            let judged = fastest(rounds) { report = judge(file.path) }
            let decoded = max(0, fastest(rounds) { decode(file.path) } - start)
            if !report.isAcceptable { print("refused: \(file.path) \(report.findings.map(\.code))") }
            ours += judged
            theirs += decoded
            bytes += report.size
            pixels += (report.width ?? 0) * (report.height ?? 0)
            if judged > decoded { slower += 1 }
        }
        let megabytes = Double(bytes) / 1e6
        print("\(files.count) pictures, \(Int(megabytes)) MB, \(pixels / 1_000_000) megapixels")
        print("gate  \(milliseconds(ours)) ms, \(Int(megabytes / ours)) MB/s")
        print(
            "djpeg \(milliseconds(theirs)) ms, \(Int(megabytes / theirs)) MB/s, besides \(milliseconds(start)) ms to start"
        )
        print("djpeg takes \(Double(Int(theirs / ours * 100)) / 100) times as long; the gate is slower on \(slower)")
    }

    private static func judge(_ path: String) -> DocumentReport {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var gate = DocumentGate()
        var buffer = [UInt8](repeating: 0, count: 131_072)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { gate.update(buffer[..<count]) }
        return gate.finish()
    }

    private static func decode(_ path: String) {
        let words = ["djpeg", "-outfile", "/dev/null", path]
        let pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var child = pid_t()
        guard posix_spawnp(&child, words[0], &actions, nil, pointers, environ) == 0 else {
            print("djpeg is not installed")
            exit(69)
        }
        var status: CInt = 0
        waitpid(child, &status, 0)
    }

    private static func fastest(_ rounds: Int, _ work: () -> Void) -> Double {
        var best = Double.infinity
        for _ in 0..<max(1, rounds) {
            let start = now()
            work()
            best = min(best, now() - start)
        }
        return best
    }

    /// Processor time of this process and of those that it started and that have ended.
    private static func now() -> Double {
        [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0) { $0 + spent(by: $1) }
    }

    private static func spent(by who: __rusage_who) -> Double {
        var usage = rusage()
        getrusage(who.rawValue, &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
        return Double(seconds) + Double(microseconds) / 1e6
    }

    private static func milliseconds(_ seconds: Double) -> String { "\(Double(Int(seconds * 10_000)) / 10)" }

    private static func pictures(in folder: String) -> [(path: String, size: Int)] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var found: [(path: String, size: Int)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard name.hasSuffix(".jpg"), stat("\(folder)/\(name)", &status) == 0 else { continue }
            found.append(("\(folder)/\(name)", Int(status.st_size)))
        }
        return found.sorted { $0.path < $1.path }
    }
}
