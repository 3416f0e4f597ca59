internal import COpenSSLShim

/// An OpenSSL library context of its own in which outdated ciphers work.
///
/// The national CA encrypts certificates in PKCS#12 with RC2 and 40 bits, which OpenSSL keeps in its "legacy" provider.
/// Loading that into the default context would make outdated ciphers work everywhere, so it is loaded here, used to open
/// one key file, and released.
package final class LegacyCrypto {
    package let context: Handle<LibraryContextType>
    private let providers: [OpaquePointer]

    package init() throws(SigningError) {
        _ = OpenSSLLibrary.shared
        OpenSSLErrorQueue.clear()
        let context = try Handle<LibraryContextType>(owning: OSSL_LIB_CTX_new(), from: "OSSL_LIB_CTX_new")
        var providers: [OpaquePointer] = []
        for name in ["default", "legacy"] {
            guard let provider = OSSL_PROVIDER_load(context.pointer, name) else {
                for provider in providers { OSSL_PROVIDER_unload(provider) }
                throw SigningError(
                    .legacyCryptoMissing,
                    "the key file is encrypted with an outdated cipher, and OpenSSL's \(name) provider cannot be loaded",
                    diagnostics: OpenSSLErrorQueue.drain()
                )
            }
            providers.append(provider)
        }
        self.context = context
        self.providers = providers
    }

    deinit {
        for provider in providers { OSSL_PROVIDER_unload(provider) }
    }
}
