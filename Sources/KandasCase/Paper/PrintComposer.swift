import KandasSign
import KandasText

/// Puts the blocks of a print form together.
struct PrintComposer {
    let decision: Decision

    init(_ decision: Decision) { self.decision = decision }

    /// All blocks.
    ///
    /// - Parameters:
    ///   - codes: How many codes the national row has.
    ///   - hasClaim: Whether there is a compact code.
    /// - Returns: The blocks in the order of reading.
    func blocks(codes: Int, hasClaim: Bool) -> [PrintBlock] {
        let claim = hasClaim ? [PrintBlock("claim", .claim, BilingualText(code: "PRINT_CLAIM"))].compactMap(\.self) : []
        let row = codes == 0 ? [] : [PrintComposer.row(codes)]
        let number = PrintBlock(
            "documentNumber",
            .number,
            [PrintForm.word("PRINT_NUMBER", .kazakh, ["number": decision.documentNumber ?? "–"])]
        )
        var blocks = [number] + head()
        switch decision.kind {
        case .certificate: blocks += holder() + certificate()
        case .prolongation: blocks += holder() + prolongation()
        case .refusal: blocks += holder() + refusal()
        case nil: blocks += holder()
        }
        return blocks + administrative() + signature() + claim + notices() + row
    }

    // MARK: - Head and end

    private func head() -> [PrintBlock] {
        let body = decision.body
        let bin = BilingualText(code: "PRINT_BIN", ["bin": body?.bin ?? "–"])
        let date = PrintComposer.date(decision.decisionDate) ?? "–"
        let place = decision.place
        return [
            PrintBlock("body.name", .letterhead, body?.name), PrintBlock("body.bin", .letterhead, bin),
            PrintBlock("title", .title, decision.title),
            PrintBlock(
                "decisionDate",
                .place,
                [place?.kazakh, place?.russian].map { "\(date) · \($0 ?? "–")" }
            ),
            PrintBlock("statement", .statement, decision.statement),
        ]
        .compactMap(\.self)
    }

    private func signature() -> [PrintBlock] {
        let official = decision.official
        let name = [official?.initials, official?.surname].compactMap(\.self).joined(separator: " ")
        let signed = BilingualText(code: "PRINT_SIGNED")
        return [
            PrintBlock(
                "official",
                .signature,
                [
                    official?.position?.kazakh ?? "", official?.position?.russian ?? "", name, signed.kazakh ?? "",
                    signed.russian ?? "",
                ]
            )
        ]
    }

    private func notices() -> [PrintBlock] {
        [
            PrintBlock("certificate.notice", .notice, decision.certificate?.notice),
            PrintBlock("paper", .notice, BilingualText(code: "PRINT_PAPER")),
        ]
        .compactMap(\.self)
    }

    /// What stands with the row: a number under each code.
    private static func row(_ amount: Int) -> PrintBlock {
        let text = BilingualText(code: "PRINT_CODES")
        return PrintBlock(
            "codes",
            .codes,
            [text.kazakh ?? "", text.russian ?? ""] + (1...max(amount, 1)).map { "\($0) / \(amount)" }
        )
    }

    /// What every act has: number, application, acts, appeal.
    private func administrative() -> [PrintBlock] {
        let appeal = decision.appeal
        let application = decision.application
        var blocks = [
            field(
                "decisionNumber",
                "PRINT_DECISION_NUMBER",
                joined([decision.decisionNumber, PrintComposer.date(decision.decisionDate)])
            ),
            field(
                "application.registrationNumber",
                "PRINT_APPLICATION",
                joined([application?.registrationNumber, PrintComposer.date(application?.registeredOn)])
            ),
            heading("legalBasis", "PRINT_LEGAL_BASIS"),
        ]
        blocks += decision.legalBasis.enumerated()
            .map { index, basis in PrintBlock("legalBasis.\(index)", .paragraph, basis.text) }
        blocks += [
            heading("appeal", "PRINT_APPEAL"),
            PrintBlock("appeal.order", .paragraph, appeal?.order),
            bilingual("appeal.body", "PRINT_APPEAL_BODY", appeal?.body),
            bilingual("appeal.superiorBody", "PRINT_APPEAL_SUPERIOR", appeal?.superiorBody),
            field("appeal.months", "PRINT_APPEAL_MONTHS", appeal?.months.map(String.init)),
        ]
        return blocks.compactMap(\.self)
    }

    // MARK: - Fields

    func heading(_ name: String, _ code: String) -> PrintBlock? {
        PrintBlock(name, .heading, BilingualText(code: code))
    }

    /// A field whose value is the same in both languages.
    func field(_ name: String, _ label: String, _ value: String?) -> PrintBlock? {
        guard let value, !value.isEmpty else { return nil }
        return PrintBlock(
            name,
            .field,
            [PrintForm.word(label, .kazakh), PrintForm.word(label, .russian), value]
        )
    }

    /// A field whose value stands there in both languages.
    func bilingual(_ name: String, _ label: String, _ value: BilingualText?) -> PrintBlock? {
        guard let value, let kazakh = value.kazakh, let russian = value.russian else { return nil }
        return PrintBlock(
            name,
            .field,
            [PrintForm.word(label, .kazakh), PrintForm.word(label, .russian), kazakh]
                + (kazakh == russian ? [] : [russian])
        )
    }

    /// A field whose value is a word of the catalogue.
    func word(_ name: String, _ label: String, _ code: String?) -> PrintBlock? {
        bilingual(name, label, code.map { BilingualText(code: $0) })
    }

    func joined(_ parts: [String?], _ separator: String = " · ") -> String? {
        let parts = parts.compactMap(\.self).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: separator)
    }

    /// `15.05.2026`, as both languages write it.
    static func date(_ date: CalendarDate?) -> String? {
        guard let date else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(date.day)).\(two(date.month)).\(date.year)"
    }

    /// A country by its name, or by its code where the catalogue has no name for it.
    static func country(_ code: String?) -> BilingualText? {
        guard let code else { return nil }
        let key = "COUNTRY_\(code)"
        guard !CaseCatalogue.shared.languages(for: key).isEmpty else {
            return BilingualText(kazakh: code, russian: code)
        }
        return BilingualText(code: key)
    }
}
