import ArgumentParser
import KandasCase
import KandasSign

/// How an application was registered, and where numbers for documents come from.
struct RegistrationOptions: ParsableArguments {
    @Option(
        name: .customLong("receipt"),
        help: ArgumentHelp(
            "The signed receipt of intake, which tells when the application came in; or a folder of receipts. Repeatable.",
            valueName: "file"
        ),
        completion: .file()
    )
    var receipts: [String] = []

    @Option(help: ArgumentHelp("The number the application was registered under.", valueName: "number"))
    var registrationNumber: String?

    @Option(
        help: ArgumentHelp("When the application came in, as term takes it.", valueName: "time"),
        transform: { text in
            guard let time = ReceiptTime(text) else {
                throw ValidationError("2026-05-13 and 2026-05-13T18:45 are how a time is written.")
            }
            return time
        }
    )
    var received: ReceiptTime?

    @Flag(help: "Decide although the term has passed.") var late = false

    @Option(
        help: ArgumentHelp(
            "The body's register, which gives out the numbers; --new-register makes one.",
            valueName: "file"
        ),
        completion: .file()
    )
    var register: String?

    @Option(
        help: ArgumentHelp("The register of the body's status list, which gives out the places.", valueName: "file"),
        completion: .file()
    )
    var statusRegister: String?

    @Option(help: ArgumentHelp("The document's number, 14 digits, if one document is made.", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("The decision's number, if one document is made.", valueName: "number"))
    var decisionNumber: String?

    /// The files that the options name.
    var paths: [String] { [register, statusRegister].compactMap(\.self) }

    func validate(for files: [String]) throws {
        guard files.count == 1 || registrationNumber == nil && received == nil && number == nil && decisionNumber == nil
        else {
            throw ValidationError("Numbers and times by hand go with one application; use --receipt and --register.")
        }
    }

    /// The receipts.
    func book(by validator: CMSValidator, at time: Timestamp) throws(SigningError) -> ReceiptBook {
        var book = ReceiptBook()
        for path in try GivenPaths.expand(receipts) {
            try book.add(try InputFile(path: path).source(), by: validator, at: time)
        }
        return book
    }

    /// What was decided, with what these options say about it.
    func completed(_ one: OutcomeSheet.Case) -> OutcomeSheet.Case {
        var one = one
        one.registrationNumber = one.registrationNumber ?? registrationNumber
        one.received = one.received ?? received
        one.isLateOnPurpose = one.isLateOnPurpose || late
        if one.people.count == 1 {
            one.people[0].number = one.people[0].number ?? number
            one.people[0].decisionNumber = one.people[0].decisionNumber ?? decisionNumber
        }
        return one
    }
}
