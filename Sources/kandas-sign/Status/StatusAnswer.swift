import KandasCase
import KandasSign

/// What a verb that changes a register answers.
struct StatusAnswer: Encodable {
    let list: String?
    let place: Int?
    var status: String?
    var date: CalendarDate?
    // As in the answers of the verbs that judge, so that one reader does for all.
    let verdict = "passed"
}

/// What `status publish` answers.
struct StatusListAnswer: Encodable {
    let file: String
    let list: String
    let authority: String
    let sequence: Int
    let issuedAt: String
    let nextUpdate: String
    let places: Int
    let exceptions: Int
    let verdict = "passed"

    init(_ list: StatusList, file: String) {
        self.file = file
        self.list = list.id
        authority = list.authority.digits
        sequence = list.sequence
        issuedAt = list.issuedAt.description
        nextUpdate = list.nextUpdate.description
        places = list.places
        exceptions = list.exceptions
    }

    /// The same for people.
    func text(for console: Console) -> String {
        [
            "\(file): \(console.word("RESULT_STATUS_PUBLISHED", ["sequence": "\(sequence)"]))",
            "  \(console.word("LABEL_LIST")): \(list)",
            "  \(console.word("LABEL_AUTHORITY")): \(console.word("LABEL_BIN")) \(authority)",
            "  \(console.word("LABEL_VALIDITY")): \(issuedAt) – \(nextUpdate)",
            "  \(console.word("LABEL_EXCEPTIONS")): \(exceptions)",
        ]
        .joined(separator: "\n")
    }
}

extension Console {
    /// What `status new` answers.
    func write(register: StatusRegister, path: String) throws(SigningError) {
        if isJSON {
            try write(object: StatusAnswer(list: register.list, place: nil))
        } else {
            try write("\(path): \(word("LABEL_LIST")) \(register.list), \(word("LABEL_BIN")) \(register.authority)")
        }
    }
}
