internal import Glibc

/// Work on many inputs at once, with answers in the order of the inputs.
enum InOrder {
    /// Works on as many inputs at a time as there are cores, and hands each answer on as soon as all before it are.
    ///
    /// A slow input holds back the answers behind it; so that they do not pile up, at most a few dozen wait.
    ///
    /// - Parameters:
    ///   - inputs: The inputs.
    ///   - work: Runs at the same time for several inputs, and may wait for files.
    ///   - consume: Runs for one answer at a time.
    /// - Throws: What `consume` throws; work that goes on then is cancelled.
    static func forEach<Input: Sendable, Answer: Sendable>(
        _ inputs: [Input],
        work: @escaping @Sendable (Input) -> Answer,
        consume: (Answer) throws -> Void
    ) async throws {
        let cores = max(1, Int(sysconf(CInt(_SC_NPROCESSORS_ONLN))))
        try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
            var waiting: [Int: Answer] = [:]
            var started = 0
            var running = 0
            var consumed = 0
            while consumed < inputs.count {
                while started < inputs.count, running < cores, started - consumed < 16 * cores {
                    group.addTask { [index = started, input = inputs[started]] in (index, work(input)) }
                    started += 1
                    running += 1
                }
                guard let (index, answer) = try await group.next() else { return }
                running -= 1
                waiting[index] = answer
                while let next = waiting.removeValue(forKey: consumed) {
                    consumed += 1
                    try consume(next)
                }
            }
        }
    }
}
