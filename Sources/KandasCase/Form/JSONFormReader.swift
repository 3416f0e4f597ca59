import KandasSign

/// Reads a form in JSON (RFC 8259) from front to back, keeping a list of what is wrong with it.
///
/// Only a text that is not JSON stops it: everything else is reported with its path, so that an author sees all mistakes
/// at once.
final class JSONFormReader {
    enum PathPart {
        case key(String)
        case index(Int)
    }

    /// How many mistakes are listed.
    static let capacity = 100
    /// How deep a value may be nested: passed-over values are the only ones that could go deep.
    private static let deepest = 64

    private(set) var reasons: [Reason] = []

    private let bytes: [UInt8]
    private var index = 0
    private var path: [PathPart] = []
    /// For each open object or list, whether its first member is still to come.
    private var isFirst: [Bool] = []

    /// - Throws: ``ApplicationFormError`` if the bytes are not UTF-8.
    init(_ bytes: [UInt8]) throws(ApplicationFormError) {
        self.bytes = bytes
        guard String(validating: bytes, as: UTF8.self) != nil else { throw notJSON }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { index = 3 }
    }

    func push(_ part: PathPart) { path.append(part) }

    func pop() { path.removeLast() }

    /// Lists a mistake at the present path; `parameters` are only asked for while there is room on the list.
    func report(_ code: ApplicationFormError.Code, _ parameters: @autoclosure () -> [String: String] = [:]) {
        guard reasons.count < JSONFormReader.capacity else { return }
        reasons.append(reason(code, parameters()))
    }

    /// Opens an object; if something else comes, reports and passes over it.
    func enterObject() throws(ApplicationFormError) -> Bool { try enter(0x7b, expected: "{ }") }

    /// Opens a list; if something else comes, reports and passes over it.
    func enterArray() throws(ApplicationFormError) -> Bool { try enter(0x5b, expected: "[ ]") }

    private func enter(_ bracket: UInt8, expected: String) throws(ApplicationFormError) -> Bool {
        let next = try peek()
        guard next == bracket else {
            if next != 0x6e { report(.wrongType, ["expected": expected]) }
            try skip()
            return false
        }
        index += 1
        isFirst.append(true)
        return true
    }

    /// The next key of the open object, or `nil` at its end.
    func nextKey() throws(ApplicationFormError) -> String? {
        guard try nextMember(closing: 0x7d) else { return nil }
        guard try peek() == 0x22 else { throw notJSON }
        let key = try string()
        guard try peek() == 0x3a else { throw notJSON }
        index += 1
        return key
    }

    /// Whether the open list has a further element.
    func nextElement() throws(ApplicationFormError) -> Bool { try nextMember(closing: 0x5d) }

    private func nextMember(closing: UInt8) throws(ApplicationFormError) -> Bool {
        let next = try peek()
        if next == closing {
            index += 1
            isFirst.removeLast()
            return false
        }
        if isFirst.last == true {
            isFirst[isFirst.count - 1] = false
        } else {
            guard next == 0x2c else { throw notJSON }
            index += 1
            // A comma before the end is not JSON.
            guard try peek() != closing else { throw notJSON }
        }
        return true
    }

    /// A text, normalised; `nil` for null, and for anything else, which is reported.
    func text() throws(ApplicationFormError) -> String? {
        switch try peek() {
        case 0x22:
            let text = FormText.normalized(try string())
            guard !FormText.hasForbiddenCharacter(text) else {
                report(.textNotAllowed)
                return nil
            }
            return text
        case 0x6e: break
        default: report(.wrongType, ["expected": "\" \""])
        }
        try skip()
        return nil
    }

    /// A truth value; `nil` for null, and for anything else, which is reported.
    func flag() throws(ApplicationFormError) -> Bool? {
        let next = try peek()
        if next != 0x74, next != 0x66, next != 0x6e { report(.wrongType, ["expected": "true, false"]) }
        try skip()
        return next == 0x74 ? true : next == 0x66 ? false : nil
    }

    /// Passes over a value of any kind.
    func skip() throws(ApplicationFormError) {
        let outside = isFirst.count
        repeat {
            // Inside an object a key comes first.
            switch try peek() {
            case 0x7b, 0x5b:
                guard isFirst.count < JSONFormReader.deepest else { throw failure(.tooLarge) }
                kinds.append(bytes[index])
                index += 1
                isFirst.append(true)
            case 0x22: _ = try string()
            default: try scalar()
            }
            // Close what ends here, and go to the next value.
            while isFirst.count > outside, let kind = kinds.last {
                let goesOn = kind == 0x7b ? try nextKey() != nil : try nextElement()
                if goesOn { break }
                kinds.removeLast()
            }
        } while isFirst.count > outside
    }
    private var kinds: [UInt8] = []

    /// The end of the document: nothing but white space may follow.
    func finish() throws(ApplicationFormError) {
        skipBlanks()
        guard index == bytes.count else { throw notJSON }
        if !reasons.isEmpty { throw ApplicationFormError(reasons) }
    }

    // MARK: - Tokens

    private func skipBlanks() {
        while index < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[index]) { index += 1 }
    }

    private func peek() throws(ApplicationFormError) -> UInt8 {
        skipBlanks()
        guard index < bytes.count else { throw notJSON }
        return bytes[index]
    }

    /// true, false, null or a number.
    private func scalar() throws(ApplicationFormError) {
        let start = index
        while index < bytes.count, JSONFormReader.isWordByte(bytes[index]) { index += 1 }
        guard index > start, index - start <= 64 else { throw notJSON }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        guard ["true", "false", "null"].contains(word) || JSONFormReader.isNumber(word) else {
            index = start
            throw notJSON
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x2e: true
        default: false
        }
    }

    private static func isNumber(_ word: String) -> Bool {
        var rest = word.utf8[...]
        func digits() -> Int {
            let count = rest.prefix { 0x30...0x39 ~= $0 }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == 0x2d { rest = rest.dropFirst() }
        let hasLeadingZero = rest.first == 0x30
        let whole = digits()
        guard whole == 1 || whole > 1 && !hasLeadingZero else { return false }
        if rest.first == 0x2e {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == 0x65 || rest.first == 0x45 {
            rest = rest.dropFirst()
            if rest.first == 0x2b || rest.first == 0x2d { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private func string() throws(ApplicationFormError) -> String {
        index += 1
        var text: [UInt8] = []
        var start = index
        while index < bytes.count {
            switch bytes[index] {
            case 0x22:
                text += bytes[start..<index]
                index += 1
                return String(decoding: text, as: UTF8.self)
            case 0x5c:
                text += bytes[start..<index]
                index += 1
                text += String(try escape()).utf8
                start = index
            case 0x00..<0x20: throw notJSON
            default: index += 1
            }
        }
        throw notJSON
    }

    private func escape() throws(ApplicationFormError) -> Unicode.Scalar {
        guard index < bytes.count else { throw notJSON }
        defer { index += 1 }
        switch bytes[index] {
        case 0x22: return "\""
        case 0x5c: return "\\"
        case 0x2f: return "/"
        case 0x62: return "\u{8}"
        case 0x66: return "\u{c}"
        case 0x6e: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75:
            var value = try hexUnit()
            if 0xd800..<0xdc00 ~= value {
                guard index + 2 < bytes.count, bytes[index + 1] == 0x5c, bytes[index + 2] == 0x75 else { throw notJSON }
                index += 2
                let low = try hexUnit()
                guard 0xdc00..<0xe000 ~= low else { throw notJSON }
                value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw notJSON }
            return scalar
        default: throw notJSON
        }
    }

    /// Four hexadecimal digits after the one at `index`; leaves `index` at the last.
    private func hexUnit() throws(ApplicationFormError) -> UInt32 {
        guard index + 4 < bytes.count else { throw notJSON }
        var value: UInt32 = 0
        for byte in bytes[index + 1...index + 4] {
            switch byte {
            case 0x30...0x39: value = value << 4 + UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 + UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 + UInt32(byte - 0x57)
            default: throw notJSON
            }
        }
        index += 4
        return value
    }

    // MARK: - Reasons

    private var notJSON: ApplicationFormError { failure(.notJSON) }

    private func failure(_ code: ApplicationFormError.Code) -> ApplicationFormError {
        ApplicationFormError(reasons + [reason(code, [:])])
    }

    private func reason(_ code: ApplicationFormError.Code, _ parameters: [String: String]) -> Reason {
        var text = ""
        for part in path {
            switch part {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
        let line = bytes[..<min(index, bytes.count)].reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
        return Reason(
            code.rawValue,
            .failure,
            location: Reason.Location(path: text.isEmpty ? nil : text, offset: min(index, bytes.count)),
            actor: .applicant,
            parameters: parameters.merging(["path": text, "line": "\(line)"]) { given, _ in given }
        )
    }
}
