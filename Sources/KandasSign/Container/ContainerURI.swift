/// References to files of a container: relative references of RFC 3986, resolved against the container's root.
enum ContainerURI {
    /// The name that a reference stands for, or `nil` if it has a scheme, an authority, a query or a fragment, is
    /// absolute, or is not well escaped.
    static func decode(_ uri: String) -> String? {
        guard !uri.isEmpty, uri.utf8.first != 0x2f else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(uri.utf8.count)
        var escape: UInt8?
        var pending = 0
        for octet in uri.utf8 {
            if pending > 0 {
                guard let digit = Character(UnicodeScalar(octet)).hexDigitValue, octet < 0x80 else { return nil }
                escape = (escape ?? 0) << 4 | UInt8(digit)
                pending -= 1
                if pending == 0, let value = escape { bytes.append(value) }
                continue
            }
            switch octet {
            case 0x25:
                pending = 2
                escape = 0
            // ":" begins a scheme or is no name of ours; "?" and "#" end the path.
            case 0x3a, 0x3f, 0x23: return nil
            default: bytes.append(octet)
            }
        }
        return pending == 0 ? String(validating: bytes, as: UTF8.self) : nil
    }

    /// The reference to a name: every byte but the unreserved characters and `/` is escaped.
    static func encode(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var uri = ""
        for octet in name.utf8 {
            switch octet {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x2f, 0x5f, 0x7e:
                uri.unicodeScalars.append(UnicodeScalar(octet))
            default:
                uri += "%"
                uri.unicodeScalars.append(digits[Int(octet >> 4)])
                uri.unicodeScalars.append(digits[Int(octet & 15)])
            }
        }
        return uri
    }
}
