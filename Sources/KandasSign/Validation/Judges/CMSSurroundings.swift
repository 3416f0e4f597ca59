/// What stands around a CMS message in the file that it came in, and counts for its signatures.
struct CMSSurroundings {
    /// Timestamps over the message.
    var archives: [TimestampFacts] = []
    /// Evidence beside the message.
    var evidence = Evidence()
    /// The time that the signer claims there; `nil` if the message says it.
    var claimedTime: Timestamp?
    /// What is to be said of each signature besides what the message shows.
    var reasons: [Reason] = []
}
