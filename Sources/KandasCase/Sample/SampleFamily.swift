import KandasSign

/// Relatives that nobody has, for sample applications.
///
/// Their IINs are synthetic: births in 1860 to 1899 with century digit 1 or 2, so that no living person has one. Their
/// birth dates are a hundred years later, which the law allows an IIN to differ by; those born outside 1960 to 1999, such
/// as children, have no IIN, which it allows too.
struct SampleFamily {
    let owner: Person
    let day: CalendarDate

    /// The member of a position, the same for the same owner, day and position.
    func member(_ index: Int) -> Person {
        var member = Person()
        member.id = "member-\(index + 1)"
        let ownBirth = owner.birthDate ?? day
        let (relation, birth): (Person.Relation, CalendarDate?) =
            switch index {
            case 0: (.spouse, date(max(1_960, min(ownBirth.year + 1, 1_999)), index))
            case 1: (.son, date(max(ownBirth.year + 22, day.year - 12), index))
            case 2: (.daughter, date(max(ownBirth.year + 24, day.year - 8), index))
            case 3: (.mother, date(ownBirth.year - 24, index))
            case 4: (.father, date(ownBirth.year - 27, index))
            default: (index % 2 == 0 ? .sister : .brother, CalendarDate("1960-01-01")?.adding(days: index % 14_000))
            }
        member.relation = relation
        // Nobody may be born after the day the application is made.
        member.birthDate = birth.map { min($0, day.adding(days: -30)) }
        member.sex =
            switch relation {
            case .spouse: owner.sex == .male ? .female : .male
            case .daughter, .mother, .sister: .female
            default: .male
            }
        name(&member, index)
        // Brothers and sisters share dates every 14,000; the others have serial numbers of their own.
        member.iin = iin(member, serial: index < 5 ? 1_900 + index : 1 + index / 14_000)
        return member
    }

    private func date(_ year: Int, _ index: Int) -> CalendarDate? {
        CalendarDate(year: year, month: 1 + index % 12, day: 1 + index % 28)
    }

    private func iin(_ person: Person, serial: Int) -> String? {
        guard let birth = person.birthDate, 1_960...1_999 ~= birth.year else { return nil }
        let sex = person.sex == .male ? "1" : "2"
        let date = String(birth.description.filter(\.isNumber).dropFirst(2))
        // A few serial numbers have no check digit; the next one in a range of its own then has.
        for offset in 0..<5 {
            let number = String(serial + offset * 2_000)
            let padded = String(repeating: "0", count: max(0, 4 - number.utf8.count)) + number
            if let iin = IndividualIdentificationNumber(completing: date + sex + padded), iin.digits != owner.iin {
                return iin.digits
            }
        }
        return nil
    }

    private func name(_ person: inout Person, _ index: Int) {
        let isMale = person.sex == .male
        let surname = SampleFamily.surnames[person.relation == .spouse ? 1 : index / 7 % SampleFamily.surnames.count]
        let list = isMale ? SampleFamily.maleNames : SampleFamily.femaleNames
        let name = list[index % list.count]
        let father = SampleFamily.maleNames[(index + 3) % SampleFamily.maleNames.count]
        person.surname = isMale ? surname.cyrillic : surname.cyrillic + "а"
        person.surnameLatin = isMale ? surname.latin : surname.latin + "a"
        person.name = name.cyrillic
        person.nameLatin = name.latin
        person.patronymic = father.cyrillic + (isMale ? "ұлы" : "қызы")
    }

    static let surnames: [(cyrillic: String, latin: String)] = [
        ("Ахметов", "Akhmetov"), ("Серіков", "Serikov"), ("Жұмабаев", "Zhumabayev"), ("Қасымов", "Kasymov"),
        ("Оспанов", "Ospanov"), ("Нұрланов", "Nurlanov"), ("Төлегенов", "Tolegenov"),
    ]

    static let maleNames: [(cyrillic: String, latin: String)] = [
        ("Ерлан", "Yerlan"), ("Бауыржан", "Bauyrzhan"), ("Дәурен", "Dauren"), ("Қайрат", "Kairat"), ("Мұрат", "Murat"),
        ("Санжар", "Sanzhar"), ("Тимур", "Timur"),
    ]

    static let femaleNames: [(cyrillic: String, latin: String)] = [
        ("Айгүл", "Aigul"), ("Гүлнар", "Gulnar"), ("Дана", "Dana"), ("Жанар", "Zhanar"), ("Мадина", "Madina"),
        ("Назым", "Nazym"), ("Сәуле", "Saule"),
    ]
}
