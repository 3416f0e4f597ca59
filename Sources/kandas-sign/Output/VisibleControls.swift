extension String {
    /// The text with control characters written out, as `\u{1B}`; newlines and tabs stay.
    ///
    /// Besides the C0 and C1 controls these are the marks that turn the direction of text, with which a name can
    /// show another ending than it has (Unicode TR 36, section 2.4).
    var withVisibleControls: String {
        guard unicodeScalars.contains(where: \.isSteering) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isSteering {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension String {
    /// The text with line breaks written out, so that a name in a stranger's file cannot add a line to a report.
    var onOneLine: String {
        guard unicodeScalars.contains(where: \.breaksLine) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.breaksLine {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate var breaksLine: Bool { value == 0x0a || value == 0x0d || value == 0x2028 || value == 0x2029 }

    fileprivate var isSteering: Bool {
        switch value {
        case 0x09, 0x0a: false
        case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069, 0x61c: true
        default: false
        }
    }
}
