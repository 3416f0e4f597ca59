internal import CKazGost
internal import COpenSSLShim

/// OpenSSL, set up once for the process.
///
/// The machine's openssl.cnf is not read, so that it cannot change what is accepted.
package final class OpenSSLLibrary: Sendable {
    /// The one set-up. Touch it before any OpenSSL call that parses keys or certificates.
    package static let shared = OpenSSLLibrary()

    /// A fetched digest implementation. It lives as long as the process, so it is never freed.
    package struct FetchedDigest: @unchecked Sendable {
        // EVP_MD is immutable once fetched and may be used by all threads at once.
        package let pointer: OpaquePointer
    }

    package let digests: [DigestAlgorithm: FetchedDigest]

    private init() {
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
        // Before anything is parsed: a certificate decoded earlier would never find its national key. If it fails, what
        // needs the national algorithms says so when it is used.
        kazgost_load(nil)
        var digests: [DigestAlgorithm: FetchedDigest] = [:]
        for algorithm in DigestAlgorithm.allCases {
            digests[algorithm] = EVP_MD_fetch(nil, algorithm.openSSLName, nil).map(FetchedDigest.init)
        }
        self.digests = digests
    }
}
