/// What belongs to the judgement of one message: the certificates and revocation lists that came with it, prepared once
/// for all its signers, and what became of each certificate.
///
/// A message may name one certificate for each of many signers and carry many others; without this the cost would be
/// the product of both.
final class JudgedMessage {
    /// The time to judge at.
    let time: Timestamp
    let helpers: PathValidator.Helpers
    let revocation: RevocationChecker
    /// What became of each certificate.
    var answers: [Certificate: (path: [Certificate], reasons: [Reason])] = [:]

    init(helpers: PathValidator.Helpers, revocation: RevocationChecker, time: Timestamp) {
        self.helpers = helpers
        self.revocation = revocation
        self.time = time
    }
}
