internal import COpenSSLShim

/// The calling thread's OpenSSL error queue.
package enum OpenSSLErrorQueue {
    /// Removes and returns every queued error, oldest first.
    @available(*, noasync, message: "the queue belongs to a thread; read it before any await")
    package static func drain() -> [String] {
        var messages: [String] = []
        while case let error = ERR_get_error(), error != 0 {
            messages.append(
                String(unsafeUninitializedCapacity: 256) { buffer in
                    buffer.withMemoryRebound(to: CChar.self) { text in
                        ERR_error_string_n(error, text.baseAddress, text.count)
                        return text.firstIndex(of: 0) ?? text.count
                    }
                }
            )
        }
        return messages
    }

    /// Forgets every queued error, before a call whose failure will be described by the queue.
    package static func clear() { ERR_clear_error() }
}

extension SigningError {
    /// `call` failed. Must run on the thread that made the call, with no `await` in between.
    @inline(never)
    package static func cryptoLibrary(_ call: StaticString) -> SigningError {
        SigningError(.cryptoLibraryFailure, "\(call) failed", diagnostics: OpenSSLErrorQueue.drain())
    }
}
