/// Joins the values of `xml:base` on the way down to an element (Canonical XML 1.1 section 2.4, RFC 3986 section 5.2).
enum BaseReference {
    private struct Parts {
        var scheme: Substring?
        var authority: Substring?
        var path: Substring
        var query: Substring?

        init(_ text: String) {
            var rest = text[...]
            // A fragment has no place in a base.
            if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
            if let mark = rest.firstIndex(of: "?") {
                query = rest[rest.index(after: mark)...]
                rest = rest[..<mark]
            }
            if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/"), colon != rest.startIndex {
                scheme = rest[..<colon]
                rest = rest[rest.index(after: colon)...]
            }
            if rest.hasPrefix("//") {
                let start = rest.index(rest.startIndex, offsetBy: 2)
                let end = rest[start...].firstIndex(of: "/") ?? rest.endIndex
                authority = rest[start..<end]
                rest = rest[end...]
            }
            path = rest
        }
    }

    /// The reference that `relative` is when seen from `base`.
    static func join(_ base: String, _ relative: String) -> String {
        let outer = Parts(base)
        let inner = Parts(relative)
        var scheme = inner.scheme
        var authority = inner.authority
        var path: String
        var query = inner.query
        if scheme == nil, authority == nil {
            scheme = outer.scheme
            authority = outer.authority
            if inner.path.isEmpty {
                path = String(outer.path)
                query = inner.query ?? outer.query
            } else if inner.path.hasPrefix("/") {
                path = removingDots(String(inner.path))
            } else if outer.path.isEmpty, authority != nil {
                path = removingDots("/" + inner.path)
            } else {
                // A base that ends with ".." names a folder.
                var folder = String(outer.path)
                if folder == ".." || folder.hasSuffix("/..") { folder += "/" }
                let cut = folder.lastIndex(of: "/").map { String(folder[...$0]) } ?? ""
                path = removingDots(cut + inner.path)
            }
        } else {
            scheme = scheme ?? outer.scheme
            path = removingDots(String(inner.path))
        }
        var joined = ""
        if let scheme { joined += "\(scheme):" }
        if let authority { joined += "//\(authority)" }
        joined += path
        if let query { joined += "?\(query)" }
        return joined
    }

    /// Takes out `.` and `..`; those at the front of a relative path stay.
    private static func removingDots(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var kept: [Substring] = []
        var segments = path.split(separator: "/", omittingEmptySubsequences: true)
        let endsInFolder = path.hasSuffix("/") || segments.last == "." || segments.last == ".."
        if segments.isEmpty { return isAbsolute ? "/" : "" }
        segments.removeAll { $0 == "." }
        for segment in segments {
            if segment == "..", let last = kept.last, last != ".." {
                kept.removeLast()
            } else if segment != ".." || !isAbsolute {
                kept.append(segment)
            }
        }
        var text = (isAbsolute ? "/" : "") + kept.joined(separator: "/")
        if endsInFolder, !kept.isEmpty { text += "/" }
        return text
    }
}
