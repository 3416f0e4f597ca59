import KandasSign

/// The regions of Kazakhstan by the first two digits of the classifier of administrative-territorial objects (KATO).
enum Region {
    /// The first day of the regions that were formed in 2022 (decree 887 of 4 May 2022).
    private static let reform = CalendarDate("2022-06-08")

    /// Regions that existed before the reform of 2022 and still do.
    private static let lasting: Set<String> = [
        "11", "15", "19", "23", "27", "31", "35", "39", "43", "47", "55", "59", "61", "63", "71", "75", "79",
    ]

    /// Abai, Zhetisu and Ulytau.
    private static let formedIn2022: Set<String> = ["10", "33", "62"]

    /// What a region is called, by its two digits; `nil` if there is none with them.
    static func name(of code: String) -> BilingualText? {
        guard lasting.contains(code) || formedIn2022.contains(code) else { return nil }
        return BilingualText(code: "REGION_\(code)")
    }

    /// Whether a code of nine digits lies in a region that existed on a day.
    static func isKnown(kato code: String, on day: CalendarDate) -> Bool {
        guard code.utf8.count == 9, code.utf8.allSatisfy({ 48...57 ~= $0 }) else { return false }
        let prefix = String(code.prefix(2))
        if lasting.contains(prefix) { return true }
        guard formedIn2022.contains(prefix), let reform = Region.reform else { return false }
        return day >= reform
    }
}
