import KandasSign
import Testing

/// The times of Python's `datetime`, and the ends of the range of numbers.
@Suite("Points in time")
struct TimestampTests {
    @Test(
        "Seconds and civil time agree with Python",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
        ] as [(Int64, String)]
    )
    func civilTime(seconds: Int64, text: String) {
        #expect(Timestamp(seconds: seconds).description == text)
        #expect(Timestamp(text) == Timestamp(seconds: seconds))
    }

    @Test("Nothing traps at the ends of time")
    func ends() {
        let last = Timestamp(seconds: .max)
        let first = Timestamp(seconds: .min)
        #expect(last.adding(seconds: 1) == last)
        #expect(first.adding(seconds: -1) == first)
        #expect(last.adding(days: .max) == last)
        #expect(Timestamp(seconds: 0).adding(days: .min) == first)
        #expect(last.adding(seconds: -1) < last)
        #expect(!first.description.isEmpty && !last.description.isEmpty)
    }
}
