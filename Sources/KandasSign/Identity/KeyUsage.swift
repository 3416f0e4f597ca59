/// The purposes of a key by its KeyUsage extension (RFC 5280 section 4.2.1.3).
public struct KeyUsage: OptionSet, Hashable, Sendable {
    /// Bit n stands for the purpose with number n in the standard.
    public let rawValue: UInt16

    /// Creates a set from its bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Signatures other than on certificates and CRLs.
    public static let digitalSignature = KeyUsage(rawValue: 1 << 0)
    /// Signatures by which the signer commits to the content; also called contentCommitment.
    public static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
    /// Enciphering keys.
    public static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
    /// Enciphering data.
    public static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
    /// Agreeing on keys.
    public static let keyAgreement = KeyUsage(rawValue: 1 << 4)
    /// Signing certificates.
    public static let keyCertSign = KeyUsage(rawValue: 1 << 5)
    /// Signing CRLs.
    public static let crlSign = KeyUsage(rawValue: 1 << 6)

    /// The standard's names of the purposes in the set, in its order.
    public var names: [String] {
        let all = [
            "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
            "cRLSign", "encipherOnly", "decipherOnly",
        ]
        return all.indices.filter { rawValue & 1 << $0 != 0 }.map { all[$0] }
    }
}
