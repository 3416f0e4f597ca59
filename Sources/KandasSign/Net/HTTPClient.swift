/// A small HTTP client: one request a connection, one deadline over all of it, bounded in everything that it reads.
///
/// libcrypto has a client too, but it reads head lines for as long as a server sends them, does not compare what came with
/// Content-Length, and keeps the status to itself. No proxy is taken from the environment, no redirection is followed.
public struct HTTPClient: HTTPFetching {
    /// The proxy that is asked instead of the servers themselves.
    public var proxy: HTTPAddress?
    /// The bound on the head of an answer.
    public var limits: Limits

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - proxy: The proxy to ask, or `nil` for none.
    ///   - limits: Bounds; an answer's head may have ``Limits/httpHeadBytes``.
    public init(proxy: HTTPAddress? = nil, limits: Limits = Limits()) {
        self.proxy = proxy
        self.limits = limits
    }

    /// Sends a request and returns the body of an answer with status 200.
    public func answer(to request: HTTPRequest) throws(HTTPFailure) -> [UInt8] {
        // A proxy looks names up itself; what is told without it must do.
        if proxy != nil, !request.allowsPrivateAddresses, NetworkRange.isPrivate(host: request.address.host) {
            throw .privateAddress(request.address.host)
        }
        let server = proxy ?? request.address
        let connection = try TCPConnection(
            host: server.host,
            port: server.port,
            timeout: request.timeout,
            connectTimeout: request.connectTimeout,
            allowsPrivateAddresses: proxy != nil || request.allowsPrivateAddresses
        )
        try connection.send(HTTPClient.bytes(of: request, isProxied: proxy != nil))
        return try HTTPClient.body(from: connection, limit: request.answerLimit, headLimit: limits.httpHeadBytes)
    }

    private static func bytes(of request: HTTPRequest, isProxied: Bool) -> [UInt8] {
        let target = isProxied ? request.address.description : request.address.target
        // Version 1.0, so that nobody answers in chunks (RFC 9112 section 6.1).
        var lines = [
            "\(request.body == nil ? "GET" : "POST") \(target) HTTP/1.0", "Host: \(request.address.authority)",
            "Accept: */*", "User-Agent: kandas-sign", "Connection: close",
        ]
        if let body = request.body {
            lines += ["Content-Type: \(body.mediaType)", "Content-Length: \(body.bytes.count)"]
        }
        return Array((lines + ["", ""]).joined(separator: "\r\n").utf8) + (request.body?.bytes ?? [])
    }

    private static func body(
        from connection: TCPConnection,
        limit: Int,
        headLimit: Int
    ) throws(HTTPFailure) -> [UInt8] {
        var received: [UInt8] = []
        var scanned = 0
        let bodyStart: Int
        while true {
            if let end = endOfHead(received, from: scanned) {
                bodyStart = end
                break
            }
            // The blank line may lie across two pieces.
            scanned = max(0, received.count - 3)
            guard received.count <= headLimit else { throw .malformed("a head of more than \(headLimit) bytes") }
            guard try connection.receive(into: &received) else {
                throw received.isEmpty ? .malformed("nothing came") : .truncated
            }
        }
        guard bodyStart <= headLimit else { throw .malformed("a head of more than \(headLimit) bytes") }
        let head = try HTTPHead(received[..<bodyStart])
        if let location = head.redirection { throw .redirected(location) }
        guard head.status == 200 else { throw .status(head.status) }
        received.removeFirst(bodyStart)
        if let length = head.contentLength {
            guard length <= limit else { throw .tooLong(limit: limit) }
            while received.count < length {
                guard try connection.receive(into: &received) else { throw .truncated }
            }
            // What follows belongs to nobody.
            return Array(received.prefix(length))
        }
        repeat {
            guard received.count <= limit else { throw .tooLong(limit: limit) }
        } while try connection.receive(into: &received)
        return received
    }

    /// The first index after the blank line that ends a head.
    private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == 0x0a {
                if index + 1 < bytes.count, bytes[index + 1] == 0x0a { return index + 2 }
                if index + 2 < bytes.count, bytes[index + 1] == 0x0d, bytes[index + 2] == 0x0a { return index + 3 }
            }
            index += 1
        }
        return nil
    }
}
