import KandasSign

extension DecisionRule {
    static let signatures: [DecisionRule] = [
        .later("KND-SG-02", .error, "Migration Law, art. 15; APPC, art. 80", .verification),
        .later("KND-SG-03", .error, "D", .verification),
        .decision("KND-SG-04", .warning, "D") { decision, _, findings in
            Decision.form.visitBilingual(decision, path: "") { path, text in
                if text.isComplete, !text.numbersAgree { findings.add(path) }
            }
        },
        .later("KND-SG-05", .error, "D", .verification),
    ]

    static let paper: [DecisionRule] = [
        .later("KND-QR-01", .error, "Form of the national portal", .paper),
        .later("KND-QR-02", .error, "Form of the national portal", .paper),
        .later("KND-QR-03", .error, "D", .paper),
        .later("KND-QR-04", .error, "Form of the national portal", .paper),
    ]
}

extension FormTable {
    /// Calls `visit` with each text in two languages, and its path under `path`.
    func visitBilingual(_ root: Root, path: String, _ visit: (String, BilingualText) -> Void) {
        var texts: [String: BilingualText] = [:]
        var order: [String] = []
        visitTexts(root, path: path) { text in
            guard let dot = text.path.lastIndex(of: ".") else { return }
            let place = String(text.path[..<dot])
            let language = text.path[text.path.index(after: dot)...]
            guard language == "kk" || language == "ru" else { return }
            if texts[place] == nil { order.append(place) }
            if language == "kk" {
                texts[place, default: BilingualText()].kazakh = text.text
            } else {
                texts[place, default: BilingualText()].russian = text.text
            }
        }
        for place in order { if let text = texts[place] { visit(place, text) } }
    }
}
