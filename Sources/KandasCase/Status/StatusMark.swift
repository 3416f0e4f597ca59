/// The two bits of a certificate in a status list.
///
/// A certificate to which nothing happened and a place that was never given out look the same, so that the list does not
/// tell how many there are.
public enum StatusMark: UInt8, Sendable, CaseIterable {
    /// Nothing happened: the certificate's own dates decide.
    case none = 0
    /// It was extended or replaced; the table says which.
    case exception = 1
    /// It was annulled; if the table has no day, from the beginning.
    case annulled = 2
    /// The status has ended; if the table has no day, by the certificate's own.
    case ended = 3
}
