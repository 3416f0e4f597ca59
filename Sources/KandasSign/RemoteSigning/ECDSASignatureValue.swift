/// ECDSA signature values in the two forms that are about.
package enum ECDSASignatureValue {
    /// The DER form (RFC 3279 section 2.2.3) of r and s one after the other, as tokens and services give them
    /// (PKCS #11 section 6.3.1).
    ///
    /// - Returns: `nil` if the octets are not two numbers of the same length.
    package static func der(fromPair octets: [UInt8]) -> [UInt8]? {
        guard !octets.isEmpty, octets.count % 2 == 0 else { return nil }
        let half = octets.count / 2
        return DER.sequence(DER.integer(unsigned: octets.prefix(half)), DER.integer(unsigned: octets.suffix(half)))
    }

    /// r and s one after the other, each of so many octets, out of the DER form.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is no DER of two numbers of that
    ///   width.
    package static func pair(fromDER octets: [UInt8], width: Int) throws(SigningError) -> [UInt8] {
        var reader = DERReader(octets)
        var numbers = try reader.enter(DER.Tag.sequence, "an ECDSA signature value")
        var pair: [UInt8] = []
        for _ in 0..<2 {
            let number = try numbers.next().integerOctets("an ECDSA signature value").drop { $0 == 0 }
            guard number.count <= width else { throw .malformed("an ECDSA signature value that is too long") }
            pair += [UInt8](repeating: 0, count: width - number.count) + number
        }
        return pair
    }

    /// What a value that came from elsewhere may stand for: itself, and for a curve its DER form too.
    static func readings(of octets: [UInt8], kind: PublicKey.Kind) -> [[UInt8]] {
        guard case .ellipticCurve(let bits) = kind, octets.count == (bits + 7) / 8 * 2,
            let converted = der(fromPair: octets)
        else { return [octets] }
        return [octets, converted]
    }
}
