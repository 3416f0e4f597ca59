/// Base45 (RFC 9285): octets in the letters that a QR code packs most tightly.
enum Base45 {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    private static let values: [UInt8: UInt32] = Dictionary(
        alphabet.enumerated().map { ($1, UInt32($0)) },
        uniquingKeysWith: { first, _ in first }
    )

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 2) {
            let isPair = start + 1 < bytes.count
            var rest = isPair ? Int(bytes[start]) << 8 | Int(bytes[start + 1]) : Int(bytes[start])
            for _ in 0..<(isPair ? 3 : 2) {
                output.append(alphabet[rest % 45])
                rest /= 45
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The octets, or `nil` if the text is not Base45: another letter, a wrong length, a group above what two octets hold.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let letters = Array(text)
        guard letters.count % 3 != 1 else { return nil }
        var output: [UInt8] = []
        for start in stride(from: 0, to: letters.count, by: 3) {
            let group = letters[start..<min(start + 3, letters.count)]
            var number: UInt32 = 0
            for letter in group.reversed() {
                guard let value = values[letter] else { return nil }
                number = number * 45 + value
            }
            guard number <= (group.count == 3 ? 0xffff : 0xff) else { return nil }
            if group.count == 3 { output.append(UInt8(number >> 8)) }
            output.append(UInt8(number & 0xff))
        }
        return output
    }
}
