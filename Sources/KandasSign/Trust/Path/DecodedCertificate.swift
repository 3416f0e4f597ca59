internal import COpenSSLShim
private import Synchronization

/// A certificate with OpenSSL's form of it, which is made when it is first asked for: that costs a hundred times what our own
/// reading does.
final class DecodedCertificate: Sendable {
    let certificate: Certificate
    private let decoded = Mutex<State>(.unread)

    private enum State {
        case unread
        case unreadable
        // An X509 is immutable once it is read, and OpenSSL locks what it caches in it; it is freed with this object.
        case read(Reference)
    }

    private struct Reference: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    init(_ certificate: Certificate) { self.certificate = certificate }

    deinit {
        decoded.withLock { if case .read(let reference) = $0 { X509_free(reference.pointer) } }
    }

    /// Adds OpenSSL's form to a stack, which gets a reference of its own.
    ///
    /// - Returns: Whether OpenSSL reads the certificate: it knows more about what names and extensions hold, and refuses some
    ///   that our reader takes.
    func push(to stack: borrowing Handle<X509StackType>) throws(SigningError) -> Bool {
        let reference = decoded.withLock { state -> Reference? in
            switch state {
            case .unreadable: return nil
            case .read(let reference): return reference
            case .unread:
                let pointer = certificate.der.withUnsafeBufferPointer { buffer in
                    var cursor = buffer.baseAddress
                    return d2i_X509(nil, &cursor, buffer.count)
                }
                let reference = pointer.map(Reference.init)
                state = reference.map { .read($0) } ?? .unreadable
                return reference
            }
        }
        guard let reference else { return false }
        guard X509_up_ref(reference.pointer) == 1 else { throw .cryptoLibrary("X509_up_ref") }
        guard COpenSSLShim_sk_X509_push(stack.pointer, reference.pointer) > 0 else {
            X509_free(reference.pointer)
            throw .cryptoLibrary("sk_X509_push")
        }
        return true
    }
}

enum X509StackType: OpenSSLType {
    static func free(_ pointer: OpaquePointer) { COpenSSLShim_sk_X509_pop_free(pointer) }
}

extension Handle where Object == X509StackType {
    /// An empty stack.
    static func empty() throws(SigningError) -> Handle {
        try Handle(owning: COpenSSLShim_sk_X509_new_null(), from: "sk_X509_new_null")
    }
}
