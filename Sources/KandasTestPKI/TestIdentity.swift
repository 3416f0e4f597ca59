package import KandasSign

/// A private key and a certificate for it.
package struct TestIdentity: Sendable {
    package let key: PrivateKey
    package let certificate: Certificate

    package init(key: PrivateKey, certificate: Certificate) {
        self.key = key
        self.certificate = certificate
    }

    /// A signer of the key, whether or not the certificate allows signing.
    package func signer(
        chain: [Certificate] = [],
        algorithm: SignatureAlgorithm? = nil
    ) throws(SigningError) -> KeyFileSigner {
        try KeyFileSigner(key: key, certificate: certificate, chain: chain, algorithm: algorithm)
    }
}
