/// What the fuzzer hands to an entry point.
public enum FuzzInput {
    /// The input's bytes.
    public static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: start, count: count))
    }
}

/// Stops the fuzzer with a finding if `condition` does not hold.
///
/// - Parameters:
///   - condition: What must hold for every input.
///   - rule: The rule in words, for the finding's report.
@inline(never)
public func mustHold(_ condition: @autoclosure () -> Bool, _ rule: @autoclosure () -> String) {
    guard condition() else { fatalError("broken rule: \(rule())") }
}
