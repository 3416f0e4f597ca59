/// The numbers in the certificates of the national certification authority's test kit.
///
/// They fail the check digit, so a test profile lets exactly these pass; the rule itself stays as it is.
enum TestKit {
    /// IIN and BIN.
    static let numbers: Set<String> = ["123456789011", "123456789021", "123412341234"]
}
