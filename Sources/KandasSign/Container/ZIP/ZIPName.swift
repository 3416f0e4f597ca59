// NFC is not in the standard library's public interface, and the full Foundation would cost each start 10 ms.
@_spi(_Unicode) internal import Swift

/// The rules for names of entries, for reading and for writing.
///
/// A name is UTF-8 in Unicode's composed form (NFC), relative, with `/` between components. Refused are what leads out of
/// the container (absolute paths, `.` and `..`, backslashes, drive letters), what no common file system can hold or
/// what Windows reads as something else (colons, empty components, components of dots and spaces alone), and what
/// misleads the eye (control characters, line separators, changes of writing direction).
enum ZIPName {
    /// Reads a name of at most `limit` bytes.
    ///
    /// `isUTF8` says whether flag bit 11 is set; without it only ASCII means the same to everyone.
    static func decode(_ bytes: ArraySlice<UInt8>, isUTF8: Bool, limit: Int) throws(SigningError) -> String {
        guard !bytes.isEmpty else { throw .zip(.zipUnsafePath, "an entry has no name") }
        guard bytes.count <= limit else {
            throw .zip(.zipUnsafePath, "a name of \(bytes.count) bytes, more than \(limit)", file: lossy(bytes))
        }
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        guard isASCII || isUTF8 else {
            throw .zip(.zipNameEncoding, "the name is not declared as UTF-8", file: lossy(bytes))
        }
        guard let name = String(validating: bytes, as: UTF8.self) else {
            throw .zip(.zipNameEncoding, "the name is not UTF-8", file: lossy(bytes))
        }
        if let flaw = name.unicodeScalars.lazy.compactMap(flaw).first {
            throw .zip(.zipUnsafePath, "the name holds \(flaw)", file: name)
        }
        guard isASCII || name._nfc.elementsEqual(name.unicodeScalars) else {
            throw .zip(.zipNameEncoding, "the name is not in Unicode's composed form", file: name)
        }
        for component in components(of: name) {
            guard component.utf8.contains(where: { $0 != 0x2e && $0 != 0x20 }) else {
                throw .zip(.zipUnsafePath, "the path is absolute or has a component that is no name", file: name)
            }
        }
        return name
    }

    /// The components of a path; the `/` at the end of a folder's name makes none.
    static func components(of name: String) -> [Substring] {
        (name.utf8.last == 0x2f ? Substring(name.utf8.dropLast()) : name[...]).pathComponents
    }

    /// What two components must not have in common.
    ///
    /// Full upper-casing, then full lower-casing, of the decomposed text, which makes equal whatever Unicode's full
    /// case folding makes equal, and a little more (dotless ı and i); without characters that are not displayed, and
    /// without the dots and spaces at the end, which Windows drops. Swift compares strings by canonical equivalence.
    static func key(of component: Substring) -> String {
        var key = ""
        if component.utf8.allSatisfy({ $0 < 0x80 }) {
            key = component.lowercased()
        } else {
            for scalar in String(component)._nfd where !scalar.properties.isDefaultIgnorableCodePoint {
                for upper in scalar.properties.uppercaseMapping.unicodeScalars {
                    key += upper.properties.lowercaseMapping
                }
            }
        }
        while let last = key.unicodeScalars.last, last == "." || last == " " { key.unicodeScalars.removeLast() }
        return key
    }

    /// A name for messages: no control characters, at most 200 characters.
    static func printable(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars.prefix(200) {
            if scalar != "\\", flaw(of: scalar) != nil {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return name.unicodeScalars.dropFirst(200).isEmpty ? text : text + "…"
    }

    private static func lossy(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(800), as: UTF8.self)
    }

    private static func flaw(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0: "a control character"
        case 0x5c: "a backslash"
        case 0x3a: "a colon"
        case 0x200e, 0x200f, 0x061c, 0x202a...0x202e, 0x2066...0x2069: "a change of writing direction"
        case 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff: "a character that is no text"
        default: nil
        }
    }
}
