/// Why no answer came, or none that can be used.
public enum HTTPFailure: Error, Sendable, Hashable {
    /// There is no such host, or nobody listens there.
    case unreachable(String)
    /// The address leads to this machine or into a private network, and whoever named it may be a stranger.
    case privateAddress(String)
    /// The time given for all of it is over.
    case timedOut
    /// The server answered with this status instead of 200.
    case status(Int)
    /// The server says to look elsewhere. Nobody is followed: an address is used because it was published.
    case redirected(String)
    /// The answer is longer than was allowed.
    case tooLong(limit: Int)
    /// The answer ended early.
    case truncated
    /// What came is no HTTP answer that this client takes.
    case malformed(String)
}

extension HTTPFailure: CustomStringConvertible {
    /// What happened, in English.
    public var description: String {
        switch self {
        case .unreachable(let why): "not reachable: \(why)"
        case .privateAddress(let host): "\(host) is this machine or in a private network, which is not asked"
        case .timedOut: "no whole answer in the time allowed"
        case .status(let status): "the server answered with status \(status)"
        case .redirected(let place): "the server says to look at \(place)"
        case .tooLong(let limit): "the answer is longer than \(limit) bytes"
        case .truncated: "the answer ended early"
        case .malformed(let why): "the answer is malformed: \(why)"
        }
    }
}
