import FoundationEssentials
import KandasSign

extension OutcomeSheet {
    /// A text in both languages, as it stands in JSON.
    struct Words: Codable {
        var kk: String
        var ru: String

        init?(_ text: BilingualText?) {
            guard let text, let kazakh = text.kazakh, let russian = text.russian else { return nil }
            kk = kazakh
            ru = russian
        }

        enum CodingKeys: String, CodingKey, CaseIterable { case kk, ru }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            kk = try container.decode(String.self, forKey: .kk)
            ru = try container.decode(String.self, forKey: .ru)
        }

        var value: BilingualText { BilingualText(kazakh: kk, russian: ru) }
    }

    /// Who decides, as it stands in JSON.
    struct Office: Codable {
        var bin: String?
        var name: Words?
        var kato: String?
        var place: Words?
        var surname: String?
        var initials: String?
        var position: Words?
        var superiorBody: Words?

        init(_ office: DecisionOffice) {
            bin = office.body.bin
            name = Words(office.body.name)
            kato = office.body.kato
            place = Words(office.place)
            surname = office.official.surname
            initials = office.official.initials
            position = Words(office.official.position)
            superiorBody = Words(office.superiorBody)
        }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case bin, name, kato, place, surname, initials, position, superiorBody
        }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownKeys(but: CodingKeys.self)
            let container = try decoder.container(keyedBy: CodingKeys.self)
            bin = try container.decodeIfPresent(String.self, forKey: .bin)
            name = try container.decodeIfPresent(Words.self, forKey: .name)
            kato = try container.decodeIfPresent(String.self, forKey: .kato)
            place = try container.decodeIfPresent(Words.self, forKey: .place)
            surname = try container.decodeIfPresent(String.self, forKey: .surname)
            initials = try container.decodeIfPresent(String.self, forKey: .initials)
            position = try container.decodeIfPresent(Words.self, forKey: .position)
            superiorBody = try container.decodeIfPresent(Words.self, forKey: .superiorBody)
        }

        var value: DecisionOffice {
            var office = DecisionOffice()
            office.body.bin = bin
            office.body.name = name?.value
            office.body.kato = kato
            office.place = place?.value
            office.official.surname = surname
            office.official.initials = initials
            office.official.position = position?.value
            office.superiorBody = superiorBody?.value
            return office
        }
    }
}
