import KandasSign
import KandasText

extension PrintComposer {
    /// Who the decision is about.
    func holder() -> [PrintBlock] {
        let holder = decision.holder
        let document = holder?.identityDocument
        let papers = BilingualText(kazakh: paper(document, .kazakh), russian: paper(document, .russian))
        return [
            field("holder.surname", "FIELD_surname", holder?.surname),
            field("holder.name", "FIELD_name", holder?.name),
            field("holder.patronymic", "FIELD_patronymic", holder?.patronymic),
            field("holder.surnameLatin", "FIELD_surnameLatin", holder?.surnameLatin),
            field("holder.nameLatin", "FIELD_nameLatin", holder?.nameLatin),
            field("holder.iin", "FIELD_iin", holder?.iin),
            field("holder.birthDate", "FIELD_birthDate", PrintComposer.date(holder?.birthDate)),
            word("holder.sex", "FIELD_sex", holder?.sex.map { "SEX_\($0.rawValue)" }),
            bilingual("holder.nationality", "FIELD_nationality", holder?.nationality),
            bilingual("holder.citizenship", "FIELD_citizenship", PrintComposer.country(holder?.citizenship)),
            bilingual(
                "holder.countryOfOrigin",
                "FIELD_countryOfOrigin",
                PrintComposer.country(holder?.countryOfOrigin)
            ),
            document == nil ? nil : bilingual("holder.identityDocument", "FIELD_identityDocument", papers),
            word("holder.relation", "PRINT_ROLE", holder?.relation.map { "RELATION_\($0.rawValue)" }),
        ]
        .compactMap(\.self)
    }

    /// `foreign passport · AB 1234567 · Uzbekistan · 01.02.2020 – 31.01.2030`.
    private func paper(_ document: Person.IdentityDocument?, _ language: Language) -> String {
        let number = joined([document?.series, document?.number], " ")
        let dates = joined([PrintComposer.date(document?.issueDate), PrintComposer.date(document?.expiryDate)], " – ")
        let kind = document?.kind.map { BilingualText(code: "IDENTITY_\($0.rawValue)")[language] ?? "" }
        let country = PrintComposer.country(document?.country)?[language]
        return joined([kind, number, document?.issuer, country, dates]) ?? "–"
    }

    func certificate() -> [PrintBlock] {
        let part = decision.certificate
        let quota = joined([part?.quota?.number, PrintComposer.date(part?.quota?.date)])
        return [
            field("certificate.familyOf", "PRINT_FAMILY_OF", part?.familyOf),
            field("certificate.statusDate", "PRINT_STATUS_DATE", PrintComposer.date(part?.statusDate)),
            field("certificate.validUntil", "PRINT_VALID_UNTIL", PrintComposer.date(part?.validUntil)),
            word("certificate.category", "FIELD_category", part?.category.map { "CATEGORY_\($0.rawValue)" }),
            field("certificate.quota", "FIELD_quota", quota),
            field("certificate.residence", "FIELD_residence", residence(part?.residence)),
        ]
        .compactMap(\.self)
    }

    private func residence(_ place: Application.Residence?) -> String? {
        joined(
            [place?.region, place?.district, place?.locality, place?.street, place?.building, place?.flat],
            ", "
        )
    }

    func prolongation() -> [PrintBlock] {
        let part = decision.prolongation
        let certificate = joined([part?.certificateNumber, PrintComposer.date(part?.certificateDate)])
        return [
            field("extension.certificateNumber", "PRINT_CERTIFICATE", certificate),
            field("extension.previousValidUntil", "PRINT_OLD_END", PrintComposer.date(part?.previousValidUntil)),
            field("extension.validUntil", "PRINT_NEW_END", PrintComposer.date(part?.validUntil)),
            word("extension.isFirst", "PRINT_FIRST", part?.isFirst.map(answer)),
            word("extension.residesPermanently", "PRINT_RESIDES", part?.residesPermanently.map(answer)),
            bilingual("extension.purpose", "PRINT_PURPOSE", part?.purpose),
        ]
        .compactMap(\.self)
    }

    func refusal() -> [PrintBlock] {
        let part = decision.refusal
        var blocks = [
            word("refusal.requested", "FIELD_requested", part?.requested.map { "REQUEST_\($0.rawValue)" }),
            heading("refusal.grounds", "PRINT_GROUNDS"),
        ]
        for (index, ground) in (part?.grounds ?? []).enumerated() {
            let code = BilingualText(code: "PRINT_GROUND", ["code": ground.code?.rawValue ?? "–"])
            let article = ground.reference.flatMap { LegalReference($0) }.map { BilingualText($0) }
            blocks.append(
                PrintBlock(
                    "refusal.grounds.\(index)",
                    .paragraph,
                    BilingualText(
                        kazakh: joined([code.kazakh, ground.text?.kazakh, article?.kazakh]) ?? "",
                        russian: joined([code.russian, ground.text?.russian, article?.russian]) ?? ""
                    )
                )
            )
        }
        for (name, code, text) in [
            ("facts", "PRINT_FACTS", part?.facts), ("documents", "PRINT_DOCUMENTS", part?.documents),
            ("remedy", "PRINT_REMEDY", part?.remedy), ("hearing", "PRINT_HEARING", part?.hearing.map(hearing)),
        ] where text?.isComplete == true {
            blocks += [heading("refusal.\(name).heading", code), PrintBlock("refusal.\(name)", .paragraph, text)]
        }
        return blocks.compactMap(\.self)
    }

    private func hearing(_ hearing: Decision.Hearing) -> BilingualText {
        let fact =
            hearing.held == true
            ? BilingualText(code: "PRINT_HEARING_HELD", ["date": PrintComposer.date(hearing.date) ?? "–"])
            : BilingualText(code: "PRINT_HEARING_NOT_HELD")
        return BilingualText(
            kazakh: joined([fact.kazakh, hearing.reason?.kazakh], " ") ?? "",
            russian: joined([fact.russian, hearing.reason?.russian], " ") ?? ""
        )
    }

    private func answer(_ flag: Bool) -> String { flag ? "PRINT_YES" : "PRINT_NO" }
}
