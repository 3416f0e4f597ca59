import KandasSign
import KandasText

/// What `trust fetch` says; the names are those of its JSON.
struct FetchDocument: Encodable {
    let folder: String
    let network: NationalNetwork
    let files: [File]

    /// One file.
    struct File: Encodable {
        let name: String
        /// `taken`, `present`, `noAddress`, `unavailable` or `refused`.
        let outcome: String
        /// Its name in the folder.
        let file: String?
        let address: String?
        /// Why it was refused or could not be had.
        let code: String?
        let text: String
        let action: String?
    }

    init(_ fetched: [FetchedFile], folder: String, network: NationalNetwork, in language: Language) {
        self.folder = folder
        self.network = network
        files = fetched.map { File($0, in: language) }
    }

    /// The exit code: something refused is graver than something that could not be had.
    var status: ExitStatus {
        if files.contains(where: { $0.outcome == "refused" }) { return .failed }
        return files.contains { $0.outcome == "unavailable" } ? .unavailable : .passed
    }

    /// The same for people.
    func text(for console: Console) -> String {
        var lines: [String] = []
        for file in files {
            let mark = ["taken": "+", "present": "=", "noAddress": "-"][file.outcome] ?? "✗"
            let place = file.address.map { " (\($0))" } ?? ""
            lines.append("\(mark) \(file.name): \(file.text)\(place)")
            if let action = file.action { lines.append("  \(console.word("LABEL_ACTION")): \(action)") }
        }
        return lines.joined(separator: "\n")
    }
}

extension FetchDocument.File {
    init(_ fetched: FetchedFile, in language: Language) {
        var file: String?
        var code: String?
        var detail = ""
        let outcome: String
        var key: String
        switch fetched.outcome {
        case .taken(let name): (outcome, key, file) = ("taken", "FETCH_TAKEN", name)
        case .present(let name): (outcome, key, file) = ("present", "FETCH_PRESENT", name)
        case .noAddress: (outcome, key) = ("noAddress", "FETCH_NO_ADDRESS")
        case .unavailable(let failure):
            (outcome, key, code) = ("unavailable", "FETCH_UNAVAILABLE", "SERVICE_UNAVAILABLE")
            detail = failure.description
        case .refused(let refusal, let what):
            (outcome, key, code) = ("refused", "FETCH_\(refusal.rawValue)", refusal.rawValue)
            detail = what
        }
        let message = Words.catalogue.message(for: key, in: language, parameters: ["detail": detail])
        self.init(
            name: fetched.name,
            outcome: outcome,
            file: file,
            address: fetched.address?.description,
            code: code,
            text: message.text,
            action: message.action
        )
    }
}
