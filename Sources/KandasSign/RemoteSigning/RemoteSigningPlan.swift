/// What is to be made in two steps, so precisely that a later process makes exactly the same of it.
///
/// It holds no secret. Everything that the bytes to be signed depend on is in it, or in the files that it names.
public protocol RemoteSigningPlan: Codable, Hashable, Sendable {
    /// The word by which state files of this kind of plan are told apart.
    static var kind: String { get }

    /// The files that the product is made of, as they were when the first step was done.
    var inputs: [RecordedFile] { get }

    /// Makes the product, the same every time.
    ///
    /// - Parameters:
    ///   - sink: Takes the product.
    ///   - signing: Makes the one message that the product holds, or is.
    ///   - limits: Bounds.
    /// - Throws: ``SigningError``: what reading, `signing` and the sink throw.
    func write(to sink: any ByteSink, signing: any ContentSigning, limits: Limits) throws(SigningError)
}
