/// An `http` address (RFC 9110 section 4.2.1). Other schemes are not spoken: what comes over this client proves itself by
/// a digest or a signature, never by the line it came over.
public struct HTTPAddress: Sendable, Hashable, CustomStringConvertible {
    /// The host: a name or an address; an IPv6 address without its brackets.
    public let host: String
    /// The port; 80 unless the address says otherwise.
    public let port: Int
    /// Path and query, beginning with `/`.
    public let target: String

    /// Reads an address.
    ///
    /// - Returns: `nil` unless `text` is an absolute `http` address of printable ASCII, without a user and a fragment.
    public init?(_ text: String) {
        let scheme = "http://"
        guard text.utf8.count <= 4_096, text.utf8.allSatisfy({ 0x21...0x7e ~= $0 && $0 != 0x22 && $0 != 0x5c }),
            text.prefix(scheme.count).lowercased() == scheme
        else { return nil }
        let rest = text.dropFirst(scheme.count)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        var authority = rest[..<end]
        let tail = rest[end...]
        guard !tail.contains("#"), !authority.contains("@") else { return nil }
        var host: Substring
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<close]
            authority = authority[authority.index(after: close)...]
            guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            authority = authority.dropFirst(host.count)
            guard !host.isEmpty, host.utf8.count <= 253,
                host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" })
            else { return nil }
        }
        var port = 80
        if let colon = authority.first {
            let digits = authority.dropFirst()
            guard colon == ":", 1...5 ~= digits.utf8.count, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
                let number = Int(digits), 1...65_535 ~= number
            else { return nil }
            port = number
        }
        self.host = String(host).lowercased()
        self.port = port
        target = tail.first == "/" ? String(tail) : "/" + tail
    }

    /// The address as text.
    public var description: String { "http://\(authority)\(target)" }

    /// Host and port as they stand in an address and in the Host field.
    var authority: String {
        let host = self.host.contains(":") ? "[\(self.host)]" : self.host
        return port == 80 ? host : "\(host):\(port)"
    }

    /// What stands after the last `/` of the path; `nil` if nothing does.
    public var lastPathComponent: String? {
        let path = target.prefix { $0 != "?" }
        guard let last = path.split(separator: "/", omittingEmptySubsequences: false).last, !last.isEmpty else {
            return nil
        }
        return String(last)
    }

    /// The address of a file below this one, or `nil` if the name cannot stand in an address.
    public func appending(_ name: String) -> HTTPAddress? {
        HTTPAddress(description + (target.hasSuffix("/") ? "" : "/") + name)
    }
}
