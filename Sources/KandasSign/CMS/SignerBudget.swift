/// How many signers of one message may still be looked at, countersigners of every level included.
///
/// Each costs a signature's verification, and a message of bounded length has room for hundreds of thousands.
final class SignerBudget {
    private(set) var left: Int
    private var timestampsLeft: Int

    init(_ limits: Limits) {
        left = limits.signers
        timestampsLeft = limits.timestamps
    }

    /// Counts a signer.
    func take() throws(SigningError) {
        guard left > 0 else { throw .limit("too many signers, countersigners included") }
        left -= 1
    }

    /// Counts a timestamp.
    func takeTimestamp() throws(SigningError) {
        guard timestampsLeft > 0 else { throw .limit("too many timestamps in one message") }
        timestampsLeft -= 1
    }
}
