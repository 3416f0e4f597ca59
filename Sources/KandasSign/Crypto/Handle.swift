internal import COpenSSLShim

/// An OpenSSL object type with its release function.
///
/// Every opaque OpenSSL pointer reaches Swift as `OpaquePointer`, so the compiler cannot tell an `X509 *` from an
/// `EVP_PKEY *`. Conforming tags put that difference back.
package protocol OpenSSLType {
    /// Releases one object.
    static func free(_ pointer: OpaquePointer)
}

/// Sole ownership of one OpenSSL object, released exactly once.
///
/// Use it for objects that live inside one synchronous call: parsers, BIOs, digest and verification contexts. For
/// objects that outlive a call and are shared between tasks, wrap the pointer in an immutable `final class`.
package struct Handle<Object: OpenSSLType>: ~Copyable {
    /// The object, borrowed. Valid while this handle is alive; never store it.
    package let pointer: OpaquePointer

    /// Takes ownership of the result of an OpenSSL constructor.
    ///
    /// - Parameters:
    ///   - pointer: What the C call returned; `nil` means the call failed.
    ///   - call: The name of the C call, for the error text.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/cryptoLibraryFailure`` and the calling thread's
    ///   OpenSSL error queue if `pointer` is `nil`.
    package init(owning pointer: OpaquePointer?, from call: StaticString) throws(SigningError) {
        guard let pointer else { throw .cryptoLibrary(call) }
        self.pointer = pointer
    }

    deinit { Object.free(pointer) }

    /// Gives the object up to a `set0`/`add0` function, which will free it.
    package consuming func relinquish() -> OpaquePointer {
        let pointer = self.pointer
        discard self
        return pointer
    }
}

package enum X509Type: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { X509_free(pointer) }
}

package enum X509StoreType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { X509_STORE_free(pointer) }
}

package enum X509StoreContextType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { X509_STORE_CTX_free(pointer) }
}

package enum DigestContextType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { EVP_MD_CTX_free(pointer) }
}

package enum PKeyType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { EVP_PKEY_free(pointer) }
}

package enum PKeyContextType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { EVP_PKEY_CTX_free(pointer) }
}

package enum ParamBuilderType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { OSSL_PARAM_BLD_free(pointer) }
}

package enum BignumType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { BN_clear_free(pointer) }
}

package enum BIOType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { BIO_free_all(pointer) }
}

package enum PKCS12Type: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { PKCS12_free(pointer) }
}

package enum LibraryContextType: OpenSSLType {
    package static func free(_ pointer: OpaquePointer) { OSSL_LIB_CTX_free(pointer) }
}
