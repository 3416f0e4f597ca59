/// How telephone numbers and e-mail addresses look.
enum ContactText {
    /// Whether the text is a number with country code (E.164): a plus sign and 8 to 15 digits.
    static func isPhone(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.utf8.first == 0x2b && 8...15 ~= digits.count && digits.allSatisfy { 48...57 ~= $0 }
            && digits.first != 48
    }

    /// Whether the text has the rough shape of an address: something, an at sign, a name with a dot, no spaces.
    static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last else { return false }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return !local.isEmpty && labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
            && !text.contains(where: \.isWhitespace)
    }
}
