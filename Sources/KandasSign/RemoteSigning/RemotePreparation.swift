/// The first of two steps: finds the bytes that somebody elsewhere is to sign.
final class RemotePreparation: ContentSigning {
    private let request: RemoteSigningRequest
    private let output: any ByteSink
    private let limits: Limits
    private(set) var bytes: BytesToSign?

    init(_ request: RemoteSigningRequest, to output: any ByteSink, limits: Limits) {
        self.request = request
        self.output = output
        self.limits = limits
    }

    func sign(
        _ content: any RandomAccessBytes,
        isDetached: Bool,
        to sink: any ByteSink
    ) throws(SigningError) {
        guard bytes == nil else { throw .unsupported("two signatures in one product cannot be made elsewhere") }
        switch request {
        case .message:
            let digests = try ContentDigests([.sha256], limits: limits)
            try digests.update(from: content.source(), copyingTo: output)
            bytes = BytesToSign(
                size: digests.length,
                sha256: Hexadecimal.text(try digests.finish()[.sha256] ?? []),
                digestAlgorithm: nil,
                digest: nil
            )
        case .value(let signer, let options):
            let builder = SignerInfoBuilder(signer: ReturnedValueSigner(signer), options: options)
            let digests = try ContentDigests([builder.digestAlgorithm], limits: limits)
            try digests.update(from: content.source())
            guard let digest = try digests.finish()[builder.digestAlgorithm] else {
                throw .malformed("the content was not digested")
            }
            let message = try builder.bytesToSign(contentType: CMSObjects.data, digest: digest)
            try output.write(message)
            bytes = BytesToSign(
                size: message.count,
                sha256: Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: message)),
                digestAlgorithm: signer.algorithm.digest?.rawValue,
                digest: try signer.algorithm.digest.map { algorithm throws(SigningError) in
                    Hexadecimal.text(try algorithm.digest(of: message))
                }
            )
        }
    }
}
