import Testing

@testable import KandasSign

/// Inputs that the fuzzers found (see Fuzz/README.md), each named after what it broke; bytes stand in base64.
@Suite("Inputs that fuzzers found stay harmless")
struct FuzzFindingsTests {
    @Test(
        "A time that its offset takes out of the four-digit years is refused, as RFC 3339 cannot write it",
        arguments: [
            "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01",
            "0000-01-01T00:00:00+23:59",
        ]
    )
    func yearOutOfRange(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(
        "The first and last times of the four-digit years are read",
        arguments: [
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
            ("9999-12-31T23:59:59+00:01", "9999-12-31T23:58:59Z"),
            ("0000-01-01T00:00:00-00:01", "0000-01-01T00:01:00Z"),
        ]
    )
    func yearInRange(text: String, inUTC: String) {
        #expect(Timestamp(text)?.description == inUTC)
    }
}
