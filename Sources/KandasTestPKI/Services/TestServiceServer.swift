internal import Glibc
package import KandasSign

/// A small HTTP/1.1 server on the loopback interface, for the services of a throw-away PKI.
///
/// It serves one connection after another, each with one question, and gives none of them more than a few seconds: a
/// client that says nothing delays the others, and that is all it can do.
package final class TestServiceServer: Sendable {
    /// The port it listens on.
    package let port: Int
    private let listener: CInt
    /// A pipe: a byte in it ends ``serve(_:)``.
    private let stopReader: CInt
    private let stopWriter: CInt

    /// The longest request, head and body, in bytes.
    private static let longestRequest = 65_536
    /// How long a connection may take, in seconds.
    private static let patience = 5

    /// Listens on 127.0.0.1; connections wait until ``serve(_:)`` takes them.
    ///
    /// - Parameter port: The port, or 0 for any that is free.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/serviceUnavailable`` if the port is taken or not allowed.
    package init(port: Int = 0) throws(SigningError) {
        guard let number = UInt16(exactly: port) else { throw .serviceUnavailable("there is no port \(port)") }
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw .serviceUnavailable("no socket: \(String(cString: strerror(errno)))") }
        var on: CInt = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        var pipes: [CInt] = [-1, -1]
        guard isListening, pipe(&pipes) == 0 else {
            let reason = String(cString: strerror(errno))
            close(listener)
            throw .serviceUnavailable("cannot listen on port \(port): \(reason)")
        }
        for descriptor in pipes { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        self.listener = listener
        self.port = Int(UInt16(bigEndian: address.sin_port))
        stopReader = pipes[0]
        stopWriter = pipes[1]
    }

    deinit { for descriptor in [listener, stopReader, stopWriter] { close(descriptor) } }

    /// A descriptor for signal handlers: a byte written to it ends ``serve(_:)``.
    package var stopDescriptor: CInt { stopWriter }

    /// Ends ``serve(_:)``; may be called from any thread.
    package func stop() {
        var byte: UInt8 = 0
        _ = write(stopWriter, &byte, 1)
    }

    /// Answers until ``stop()`` is called. Blocks its thread.
    package func serve(_ answer: (TestServiceRequest) -> TestServiceAnswer) {
        while true {
            var entries = [
                pollfd(fd: listener, events: CShort(POLLIN), revents: 0),
                pollfd(fd: stopReader, events: CShort(POLLIN), revents: 0),
            ]
            guard poll(&entries, 2, -1) > 0 else {
                guard errno == EINTR else { return }
                continue
            }
            guard entries[1].revents == 0 else { return }
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            TestServiceServer.serve(connection, answer)
            close(connection)
        }
    }

    private static func serve(_ connection: CInt, _ answer: (TestServiceRequest) -> TestServiceAnswer) {
        var patience = timeval(tv_sec: self.patience, tv_usec: 0)
        let length = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, length)
        setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, length)
        let deadline = ContinuousClock.now + .seconds(self.patience)
        var received: [UInt8] = []
        var reply = TestServiceAnswer.refusal(400, "Bad Request")
        reading: while received.count <= longestRequest, .now < deadline {
            switch TestServiceRequest.read(received) {
            case .incomplete: break
            case .malformed: break reading
            case .whole(let request):
                reply = answer(request)
                break reading
            }
            var chunk = [UInt8](repeating: 0, count: 16_384)
            let got = recv(connection, &chunk, chunk.count, 0)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return }
            received += chunk[..<got]
        }
        var rest = reply.bytes[...]
        while !rest.isEmpty, .now < deadline {
            let sent = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
        shutdown(connection, CInt(SHUT_WR))
    }
}

extension SigningError {
    /// A service cannot be offered.
    static func serviceUnavailable(_ reason: String) -> SigningError { SigningError(.serviceUnavailable, reason) }
}

extension SigningError.Code {
    /// A service cannot be offered or reached.
    package static let serviceUnavailable = SigningError.Code(rawValue: "SERVICE_UNAVAILABLE")
}
