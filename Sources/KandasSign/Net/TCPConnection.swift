internal import Glibc

/// A connection over which one question goes and one answer comes, all before one deadline.
final class TCPConnection {
    private let descriptor: CInt
    private let deadline: ContinuousClock.Instant

    /// Connects to the first of the host's addresses that takes the connection.
    init(
        host: String,
        port: Int,
        timeout: Duration,
        connectTimeout: Duration = .seconds(5),
        allowsPrivateAddresses: Bool = true
    ) throws(HTTPFailure) {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let failure = getaddrinfo(host, String(port), &hints, &found)
        guard failure == 0 else { throw .unreachable("\(host): \(String(cString: gai_strerror(failure)))") }
        defer { freeaddrinfo(found) }
        deadline = .now + timeout
        var reason = "\(host) has no address"
        var next = found
        while let address = next?.pointee {
            next = address.ai_next
            // Looked at after the name was looked up: what is asked is the address, whatever its name.
            guard allowsPrivateAddresses || !NetworkRange.isPrivate(address.ai_addr) else {
                throw .privateAddress(host)
            }
            let type = address.ai_socktype | CInt(SOCK_NONBLOCK.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
            let descriptor = socket(address.ai_family, type, address.ai_protocol)
            guard descriptor >= 0 else {
                reason = String(cString: strerror(errno))
                continue
            }
            do throws(HTTPFailure) {
                if let error = try TCPConnection.connect(
                    descriptor,
                    to: address,
                    before: min(deadline, .now + connectTimeout)
                ) {
                    reason = "\(host), port \(port): \(String(cString: strerror(error)))"
                    close(descriptor)
                    continue
                }
            } catch {
                close(descriptor)
                guard error == .timedOut, address.ai_next != nil, .now < deadline else { throw error }
                continue
            }
            self.descriptor = descriptor
            return
        }
        throw .unreachable(reason)
    }

    deinit { close(descriptor) }

    /// Sends all bytes. A server that answers before it has read everything is given the word.
    func send(_ bytes: [UInt8]) throws(HTTPFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if sent > 0 {
                rest = rest.dropFirst(sent)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: try TCPConnection.wait(descriptor, for: POLLOUT, before: deadline)
            case EPIPE, ECONNRESET: return
            default: throw .unreachable(String(cString: strerror(errno)))
            }
        }
    }

    /// Appends the next bytes; `false` at the end of the stream.
    func receive(into bytes: inout [UInt8]) throws(HTTPFailure) -> Bool {
        while true {
            // Asked before each piece: a server that always has more must not outlast the deadline.
            try TCPConnection.wait(descriptor, for: POLLIN, before: deadline)
            var received = 0
            var error: CInt = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                error = errno
                count = max(0, received)
            }
            if received > 0 {
                bytes += piece
                return true
            }
            if received == 0 { return false }
            switch error {
            case EINTR, EAGAIN: continue
            case ECONNRESET: throw .truncated
            default: throw .unreachable(String(cString: strerror(error)))
            }
        }
    }

    /// Connects; the error number, or `nil` if it succeeded.
    private static func connect(
        _ descriptor: CInt,
        to address: addrinfo,
        before deadline: ContinuousClock.Instant
    ) throws(HTTPFailure) -> CInt? {
        guard Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 else { return nil }
        // An interrupted connection goes on by itself (POSIX, connect).
        guard errno == EINPROGRESS || errno == EINTR else { return errno }
        try wait(descriptor, for: POLLOUT, before: deadline)
        var error: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 else { return errno }
        return error == 0 ? nil : error
    }

    private static func wait(
        _ descriptor: CInt,
        for event: CInt,
        before deadline: ContinuousClock.Instant
    ) throws(HTTPFailure) {
        var entry = pollfd(fd: descriptor, events: CShort(event), revents: 0)
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw .timedOut }
            let milliseconds = left.components.seconds > 86_400 ? 86_400_000 : left / .milliseconds(1)
            let ready = poll(&entry, 1, CInt(max(1, milliseconds.rounded(.up))))
            if ready > 0 { return }
            guard ready == 0 || errno == EINTR else { throw .unreachable(String(cString: strerror(errno))) }
        }
    }
}
