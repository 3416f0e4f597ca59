internal import FoundationEssentials
import KandasSign

/// The form that an OCSP request has in an address (RFC 6960 appendix A.1): base64, whose `+`, `/` and `=` may be
/// percent-encoded.
enum PercentBase64 {
    static func decode(_ text: String) -> [UInt8]? {
        var bytes = Array(text.utf8)[...]
        var plain: [UInt8] = []
        while let byte = bytes.popFirst() {
            guard byte == 0x25 else {
                plain.append(byte)
                continue
            }
            guard let decoded = Hexadecimal.bytes(Array(bytes.prefix(2))), decoded.count == 1 else { return nil }
            plain += decoded
            bytes = bytes.dropFirst(2)
        }
        return Data(base64Encoded: Data(plain)).map(Array.init)
    }
}
