/// Who makes timestamps: ``TimestampClient``, or whatever a caller has.
///
/// A call may block its thread for as long as the source's own deadline allows; keep it off the cooperative pool.
public protocol TimestampSource: Sendable {
    /// Where the timestamps come from, for messages.
    var address: String { get }

    /// Gets a timestamp.
    ///
    /// - Parameter imprint: What it is to be over.
    /// - Returns: A token over exactly that, whose own mathematics hold. Whether its authority is to be trusted is for
    ///   the caller to judge.
    /// - Throws: ``TimestampFailure``.
    func token(over imprint: MessageImprint) throws(TimestampFailure) -> TimestampToken
}
