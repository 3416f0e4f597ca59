internal import Glibc

/// A real HTTP server on the loopback interface, for one test: it answers what it is told to, well or badly.
///
/// Every connection is served by a thread of its own and closed after the answer.
public final class LoopbackServer: Sendable {
    /// What is sent for a path, in pieces.
    public enum Step: Sendable {
        /// Bytes as they are.
        case send([UInt8])
        /// Nothing for so many milliseconds.
        case pause(UInt32)
        /// The bytes again and again, for as long as the client takes them.
        case flood([UInt8])
        /// The connection is cut off, with what was sent perhaps lost.
        case reset
    }

    /// What a client asked.
    public struct Request: Sendable {
        /// The request line and the fields, up to the blank line.
        public let head: String
        /// What came after it, as long as Content-Length said.
        public let body: [UInt8]
        /// What is asked for: `/cert/root.cer`.
        public var target: String { String(head.split(separator: " ").dropFirst().first ?? "") }
    }

    /// The port it listens at.
    public let port: Int
    /// Its address, without a path.
    public var base: String { "http://127.0.0.1:\(port)" }
    private let listener: CInt

    /// Starts a server.
    ///
    /// - Parameter answer: What is sent, for the head and body of a request.
    /// - Throws: ``SupportFailure`` if it cannot listen.
    public init(_ answer: @escaping @Sendable (_ request: Request) -> [Step]) throws {
        listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = self.listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isBound else { throw SupportFailure("cannot listen: \(String(cString: strerror(errno)))") }
        try LoopbackServer.thread {
            // Closed by this thread alone: it may come to its first look at the listener only after the server's end,
            // when the number would be another file's.
            defer { close(listener) }
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                try? LoopbackServer.thread { LoopbackServer.serve(connection, answer) }
            }
        }
    }

    // Wakes the thread that accepts.
    deinit { shutdown(listener, CInt(SHUT_RDWR)) }

    /// A whole answer with a Content-Length.
    public static func answer(_ status: String, _ body: [UInt8], head: [String] = []) -> [Step] {
        let lines = ["HTTP/1.0 \(status)", "Content-Length: \(body.count)"] + head + ["", ""]
        return [.send(Array(lines.joined(separator: "\r\n").utf8) + body)]
    }

    /// A server that gives files by their last path component, and 404 for all others.
    public static func files(_ files: [String: [UInt8]]) throws -> LoopbackServer {
        try LoopbackServer { request in
            guard let body = files[String(request.target.split(separator: "/").last ?? "")] else {
                return answer("404 Not Found", [])
            }
            return answer("200 OK", body)
        }
    }

    /// A port of the loopback interface at which nobody listens.
    public static func closedPort() throws -> Int { try LoopbackServer { _ in [] }.port }

    private static func serve(_ connection: CInt, _ answer: (Request) -> [Step]) {
        defer { close(connection) }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        // Nobody waits for ever for a client that is gone.
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(connection, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        guard let request = request(from: connection) else { return }
        for step in answer(request) {
            switch step {
            case .send(let bytes): guard send(bytes, to: connection) else { return }
            case .pause(let milliseconds): usleep(milliseconds * 1_000)
            case .flood(let bytes): while send(bytes, to: connection) {}
            case .reset:
                var now = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
                return
            }
        }
    }

    private static func request(from connection: CInt) -> Request? {
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        let blank = Array("\r\n\r\n".utf8)
        var missing = 1
        var head: Range<Int>?
        while missing > 0 {
            let got = recv(connection, &chunk, chunk.count, 0)
            guard got > 0, received.count < 1 << 20 else { return nil }
            received += chunk[..<got]
            guard let end = head ?? received.firstRange(of: blank) else { continue }
            head = end
            let text = String(decoding: received[..<end.lowerBound], as: UTF8.self).lowercased()
            let length = text.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).filter { $0 != " " }) }
            missing = end.upperBound + (length ?? 0) - received.count
        }
        guard let head else { return nil }
        return Request(
            head: String(decoding: received[..<head.lowerBound], as: UTF8.self),
            body: Array(received[head.upperBound...])
        )
    }

    private static func send(_ bytes: [UInt8], to connection: CInt) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    private final class Work {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private static func thread(_ run: @escaping @Sendable () -> Void) throws {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(run))
        let status = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            work.toOpaque()
        )
        guard status == 0 else {
            work.release()
            throw SupportFailure("no thread")
        }
        pthread_detach(thread)
    }
}
