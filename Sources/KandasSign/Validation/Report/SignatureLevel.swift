/// How much a signature carries to be judged by (ETSI EN 319 122-1; `basic` is below its lowest level).
///
/// A level is reported only if what it stands for was found to hold.
public enum SignatureLevel: String, Sendable, Hashable, Comparable, Codable, CaseIterable {
    /// A plain signature: the signer's certificate is not protected by it.
    case basic
    /// The signing certificate and the claimed time are signed.
    case b = "B"
    /// A timestamp proves when the signature existed.
    case t = "T"
    /// All certificates and all answers about revocation are inside: anchors alone are needed to judge it.
    case lt = "LT"
    /// An archive timestamp covers all of that.
    case lta = "LTA"

    /// Orders by how much is carried.
    public static func < (left: SignatureLevel, right: SignatureLevel) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .basic: 0
        case .b: 1
        case .t: 2
        case .lt: 3
        case .lta: 4
        }
    }
}
