import ArgumentParser
import KandasCase
import KandasSign

/// Which certificate: its document, or its place.
struct StatusPlaceOptions: ParsableArguments {
    @Argument(help: "The register.", completion: .file()) var register: String

    @Argument(help: "The certificate, which names its place; or give --place.", completion: .file())
    var certificate: String?

    @Option(help: ArgumentHelp("The place in the list.", valueName: "number")) var place: Int?

    func validate() throws {
        guard (certificate == nil) != (place == nil) else {
            throw ValidationError("Which certificate? Give the document, or --place.")
        }
    }

    /// Records an event in the register, and tells about it.
    func record(_ event: StatusEvent, _ console: Console) throws(SigningError) {
        let file = try StatusRegisterFile(opening: register)
        let place = try place(in: file.register.list)
        try file.register.record(event, at: place)
        try file.save()
        if console.isJSON {
            let answer = StatusAnswer(
                list: file.register.list,
                place: place,
                status: event.kind.word,
                date: event.date
            )
            try console.write(object: answer)
        } else {
            let word = console.word("STATUS_WORD_\(event.kind.word)")
            try console.write("\(console.word("LABEL_PLACE")) \(place): \(word) \(event.date)")
        }
    }

    private func place(in list: String) throws(SigningError) -> Int {
        if let place { return place }
        return try DecisionDocument.place(ofDocumentAt: certificate ?? "", in: list)
    }
}

extension DecisionDocument {
    /// The place that a document on the disk names in a list; whether it is signed is not looked at.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/statusNotAssigned`` if it names none.
    static func place(ofDocumentAt path: String, in list: String) throws(SigningError) -> Int {
        let reading = try read(try InputFile(path: path).source())
        guard reading.findings.isEmpty else { throw .malformed("\(path) is no sound decision") }
        guard let entry = reading.decision.status, let index = entry.index else {
            throw SigningError(.statusNotAssigned, "\(path) names no place in a status list")
        }
        guard entry.list == list else {
            throw SigningError(.statusNotAssigned, "\(path) has its place in another list")
        }
        return index
    }
}
