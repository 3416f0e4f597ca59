/// How much a signature carries to be judged by (ETSI EN 319 122-1; `basic` is below its lowest level).
public enum SignatureLevel: String, Sendable, Hashable, Comparable, Codable {
    /// A plain signature: the signer's certificate is not protected by it.
    case basic
    /// The signing certificate and the claimed time are signed.
    case b = "B"

    /// Orders by how much is carried.
    public static func < (left: SignatureLevel, right: SignatureLevel) -> Bool { left == .basic && right == .b }
}
