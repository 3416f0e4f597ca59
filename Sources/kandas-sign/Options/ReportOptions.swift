import ArgumentParser
internal import Glibc
import KandasText

/// How a verb reports: `--json` and `--language`, on every verb.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Print results as JSON, one object a line.")
    var json = false

    @Option(
        name: .customLong("language"),
        help: ArgumentHelp(
            "The language of texts: kk, ru or en. The default is the terminal's, if it is one of them, else en.",
            valueName: "kk|ru|en"
        ),
        completion: .list(Language.allCases.map(\.rawValue)),
        transform: { text in
            guard let language = Language(rawValue: text.lowercased()) else {
                throw ValidationError("kk, ru and en are the languages there are.")
            }
            return language
        }
    )
    private var chosenLanguage: Language?

    /// The language of texts.
    var language: Language { chosenLanguage ?? .ofEnvironment }
}

extension Language {
    /// The language of messages by LC_ALL, LC_MESSAGES and LANG, the first that is set (POSIX, section 8.2).
    static var ofEnvironment: Language {
        let settings = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .compactMap { (name: String) -> String? in
                guard let value = getenv(name) else { return nil }
                return String(cString: value)
            }
        let setting = settings.first { !$0.isEmpty }
        return setting.flatMap { Language(rawValue: $0.prefix { $0 != "_" && $0 != "." && $0 != "@" }.lowercased()) }
            ?? .english
    }
}
