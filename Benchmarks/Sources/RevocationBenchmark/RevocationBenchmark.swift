import Glibc
import KandasSign

/// What a revocation list with a million entries costs: reading and indexing it, asking it, and `openssl verify -crl_check`
/// beside it in the same run.
///
/// Arguments: the number of entries (1,000,000 unless given), and a folder to work in (a new one in /tmp unless given).
@main
enum RevocationBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let count = arguments.first.flatMap(Int.init) ?? 1_000_000
        let made = try ListMaker(folder: arguments.dropFirst().first ?? "/tmp/kandas-benchmark-\(getpid())").make(count)
        print("entries: \(count), list: \(made.list.count / 1_048_576) MiB")

        let before = peakMemory()
        var limits = Limits()
        limits.revocationListBytes = 1 << 30
        var list: CertificateRevocationList?
        let reading = try measured { list = try CertificateRevocationList(der: made.list, limits: limits) }
        guard let list else { return }
        print(
            "read and indexed: \(reading), memory besides the bytes: \((peakMemory() - before) / 1_024) MiB at the peak"
        )

        let checker = RevocationChecker(evidence: Evidence(revocationLists: [list]))
        let first = measured {
            _ = checker.status(of: made.leaf, authority: made.issuer, at: .now())
        }
        print("first question, with the list's signature: \(first)")
        let rounds = 10_000
        let asking = measured {
            for _ in 0..<rounds { _ = checker.status(of: made.leaf, authority: made.issuer, at: .now()) }
        }
        print("each further question: \(asking / rounds)")
        let looking = measured {
            for number in 0..<rounds { _ = list.entry(serialNumber: ListMaker.serialNumber(number)) }
        }
        print("each look-up in the list alone: \(looking / rounds)")
        let peer = measured { system("cd \(made.folder) && \(ListMaker.peer) >/dev/null") }
        print("openssl verify -crl_check, the whole command: \(peer)")
    }

    private static func measured(_ work: () throws -> Void) rethrows -> Duration {
        let clock = ContinuousClock()
        return try clock.measure(work)
    }

    /// The most memory that this process has had, in KiB.
    private static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}
