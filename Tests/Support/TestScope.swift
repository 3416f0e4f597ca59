internal import Glibc

/// How much is tested.
public enum TestScope {
    /// Whether the slow tests run too: `KANDAS_TEST_ALL=1`, as `scripts/test --all` sets it.
    public static let isFull = getenv("KANDAS_TEST_ALL") != nil

    /// Whether the tests run under AddressSanitizer, whose own memory makes measurements of ours meaningless.
    public static let isSanitized = dlsym(nil, "__asan_init") != nil

    /// What a skipped test says.
    public static let note = "slow: runs with scripts/test --all"
}
