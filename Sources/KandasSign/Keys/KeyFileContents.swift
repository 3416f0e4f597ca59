/// What a key file holds, before a key is chosen and checked.
struct KeyFileContents {
    /// A private key as it stood in the file.
    struct Key {
        enum Encoding {
            /// A DER `PrivateKeyInfo`.
            case pkcs8(SecretBytes)
            /// A form older than PKCS#8.
            case traditional(SecretBytes, PrivateKey.TraditionalForm)
        }

        var encoding: Encoding
        var friendlyName: String?
        var localKeyIdentifier: [UInt8]?
        /// Whether the key was encrypted without anything that tells a wrong password from a right one, so that an
        /// undecodable key means a wrong password.
        var isUnproved = false
    }

    /// A certificate as it stood in the file.
    struct CertificateEntry {
        var der: [UInt8]
        var localKeyIdentifier: [UInt8]?
    }

    var keys: [Key] = []
    var certificates: [CertificateEntry] = []
    /// Whether a password was needed.
    var isEncrypted = false
}
