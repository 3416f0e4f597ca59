/// Gives the signature value that came back from elsewhere, to exactly the bytes that were given out.
struct ReturnedValueSigner: Signer {
    private let signer: RemoteSigner
    private let expected: BytesToSign?
    private let candidates: [[UInt8]]

    /// A signer that has no value yet.
    init(_ signer: RemoteSigner) {
        self.signer = signer
        expected = nil
        candidates = []
    }

    /// A signer with what came back.
    ///
    /// - Parameters:
    ///   - signer: Whose key it was to be.
    ///   - expected: The bytes that were given out.
    ///   - candidates: The ways to read what came back.
    init(_ signer: RemoteSigner, expected: BytesToSign, candidates: [[UInt8]]) {
        self.signer = signer
        self.expected = expected
        self.candidates = candidates
    }

    var certificate: Certificate { signer.certificate }
    var chain: [Certificate] { signer.chain }
    var algorithm: SignatureAlgorithm { signer.algorithm }

    func sign(_ message: ArraySlice<UInt8>, with algorithm: SignatureAlgorithm) throws(SigningError) -> [UInt8] {
        guard let expected, expected.size == message.count,
            Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: message)) == expected.sha256
        else { throw SigningError(.inputChanged, "what is to be signed is not what was given out; prepare it anew") }
        let key = try certificate.publicKey()
        for candidate in candidates {
            for value in ECDSASignatureValue.readings(of: candidate, kind: key.kind)
            where try key.isValid(signature: value[...], over: message, algorithm: algorithm) {
                return value
            }
        }
        throw SigningError(
            .returnedSignatureInvalid,
            "what came back is no signature over the bytes given out by the key of the certificate"
        )
    }
}
