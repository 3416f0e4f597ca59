internal import Glibc

/// Addresses that are not of the public network (IANA special-purpose registries, RFC 6890).
///
/// An address in a certificate comes from whoever made that, so asking it could reach what only this machine can reach.
enum NetworkRange {
    /// Whether a host that is written as a number, or is called localhost, is not in the public network; `false` for names,
    /// which nobody can tell by their look.
    static func isPrivate(host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        var version4 = in_addr()
        // inet_aton takes what the resolver takes: 127.1, 0x7f000001, 2130706433.
        if inet_aton(host, &version4) != 0 { return isPrivate(UInt32(bigEndian: version4.s_addr)) }
        var version6 = in6_addr()
        guard inet_pton(AF_INET6, host, &version6) == 1 else { return false }
        return isPrivate(withUnsafeBytes(of: version6, Array.init))
    }

    /// Whether a socket's address is not in the public network; `true` for kinds of addresses that are not known.
    static func isPrivate(_ address: UnsafeMutablePointer<sockaddr>?) -> Bool {
        guard let address else { return true }
        switch CInt(address.pointee.sa_family) {
        case AF_INET:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                isPrivate(UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
            }
        case AF_INET6:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                isPrivate(withUnsafeBytes(of: $0.pointee.sin6_addr, Array.init))
            }
        default: return true
        }
    }

    /// Network and length of its prefix.
    private static let version4: [(UInt32, UInt32)] = [
        (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16), (0xac10_0000, 12),
        (0xc000_0000, 24), (0xc000_0200, 24), (0xc0a8_0000, 16), (0xc612_0000, 15), (0xc633_6400, 24),
        (0xcb00_7100, 24), (0xe000_0000, 4), (0xf000_0000, 4),
    ]

    private static func isPrivate(_ address: UInt32) -> Bool {
        version4.contains { network, length in (address ^ network) >> (32 - length) == 0 }
    }

    /// The 16 octets of an IPv6 address. Only global unicast, 2000::/3, is public; of that, what carries another address in
    /// itself (6to4, Teredo) is not asked, nor are addresses for documents.
    private static func isPrivate(_ octets: [UInt8]) -> Bool {
        guard octets.count == 16 else { return true }
        func embedded(_ start: Int) -> UInt32 { octets[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        let translated: [UInt8] = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]
        if octets.starts(with: mapped) || octets.starts(with: translated) { return isPrivate(embedded(12)) }
        guard octets[0] & 0xe0 == 0x20 else { return true }
        return octets.starts(with: [0x20, 0x02]) || octets.starts(with: [0x20, 0x01, 0, 0])
            || octets.starts(with: [0x20, 0x01, 0x0d, 0xb8])
    }
}
