/// Pieces of XML as they are written: compact, with double quotes, so that they are their own canonical form.
enum XMLMarkup {
    /// Text between tags.
    static func text(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\r": escaped += "&#xD;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// The value of an attribute, without its quotes.
    static func value(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case "\"": escaped += "&quot;"
            case "\t": escaped += "&#x9;"
            case "\n": escaped += "&#xA;"
            case "\r": escaped += "&#xD;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    /// An element.
    static func element(_ name: String, _ attributes: [(String, String)] = [], _ content: String = "") -> String {
        let list = attributes.map { " \($0.0)=\"\(value($0.1))\"" }.joined()
        return "<\(name)\(list)>\(content)</\(name)>"
    }

    /// An element with an algorithm.
    static func algorithm(_ name: String, _ uri: String, _ content: String = "") -> String {
        element(name, [("Algorithm", uri)], content)
    }
}
