/// The scripts of names.
enum NameScript {
    /// Whether a word of the name mixes Latin and Cyrillic letters, as look-alikes typed on the wrong keyboard do.
    static func isMixed(_ name: String) -> Bool {
        var hasLatin = false
        var hasCyrillic = false
        for scalar in name.unicodeScalars {
            if isLatin(scalar) {
                hasLatin = true
            } else if isCyrillic(scalar) {
                hasCyrillic = true
            } else if !scalar.properties.isAlphabetic, !scalar.properties.isDiacritic {
                hasLatin = false
                hasCyrillic = false
            }
            if hasLatin, hasCyrillic { return true }
        }
        return false
    }

    /// Whether the name has a Cyrillic letter.
    static func hasCyrillic(_ name: String) -> Bool { name.unicodeScalars.contains(where: isCyrillic) }

    /// Whether a Cyrillic and a Latin spelling may begin with the same sound.
    ///
    /// Only the first letters are compared: alphabets, transcriptions and passports differ too much for more.
    ///
    /// - Returns: `true` too if one of them is in another script or begins with a letter that is not known.
    static func mayBeSame(cyrillic: String, latin: String) -> Bool {
        guard let letter = cyrillic.lowercased().unicodeScalars.first, let initials = NameScript.initials[letter],
            let initial = latin.lowercased().unicodeScalars.first(where: isLatin)
        else { return true }
        // Letters with marks (ş, ž, ı, ñ) are transcriptions in themselves, of letters hard to foresee.
        guard initial.isASCII else { return true }
        return initials.unicodeScalars.contains(initial)
    }

    /// The letters with which Latin spellings of a Cyrillic initial begin, in the usual transcriptions (passports of
    /// Kazakhstan's neighbours, pinyin, Kazakh Latin).
    private static let initials: [Unicode.Scalar: String] = [
        "а": "a", "ә": "aeä", "б": "bp", "в": "vwu", "г": "gh", "ғ": "ghq", "д": "dt", "е": "eyj", "ё": "eyj",
        "ж": "jzdgy", "з": "zs", "и": "iyej", "й": "yij", "к": "kcgq", "қ": "qkhc", "л": "l", "м": "m", "н": "n",
        "ң": "n", "о": "ouw", "ө": "ouw", "п": "pb", "р": "rl", "с": "scxz", "т": "td", "у": "uwvo", "ұ": "uow",
        "ү": "uyow", "ф": "fp", "х": "hkxj", "һ": "hkx", "ц": "tc", "ч": "ctq", "ш": "scx", "щ": "scx", "ы": "yie",
        "і": "iye", "э": "ea", "ю": "yjui", "я": "yjia",
    ]

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5a, 0x61...0x7a, 0xc0...0xd6, 0xd8...0xf6, 0xf8...0x24f, 0x1e00...0x1eff: true
        default: false
        }
    }

    private static func isCyrillic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x400...0x481, 0x48a...0x52f, 0x1c80...0x1c88, 0xa640...0xa69f: true
        default: false
        }
    }
}
