/// Which coefficients the scans of a picture have brought so far, and to which bit.
struct JPEGProgression: Sendable {
    /// For each component and coefficient the lowest bit that came; -1 before any.
    private var lowest: [[Int]]
    /// For each component and block a bit for every AC coefficient that is not 0, which later bits depend on (G.1.2.3).
    ///
    /// Empty as long as no scan leaves bits for later.
    var history: [[UInt64]]

    init(components: Int) {
        lowest = .init(repeating: .init(repeating: -1, count: 64), count: components)
        history = .init(repeating: [], count: components)
    }

    /// Notes a scan.
    ///
    /// - Returns: Whether it fits what came before: each bit once and in order, DC before AC (G.1.1.1.1).
    mutating func add(_ scan: JPEGScan) -> Bool {
        for component in scan.components {
            if !scan.isDC, lowest[component.index][0] < 0 { return false }
            for coefficient in scan.band {
                let before = lowest[component.index][coefficient]
                guard scan.isRefinement ? before == scan.high : before < 0 else { return false }
                lowest[component.index][coefficient] = scan.low
            }
        }
        return true
    }

    /// Whether every component has come.
    var hasEveryComponent: Bool { lowest.allSatisfy { $0[0] >= 0 } }

    /// Whether every bit of every coefficient has come.
    var isComplete: Bool { lowest.allSatisfy { $0.allSatisfy { $0 == 0 } } }
}
