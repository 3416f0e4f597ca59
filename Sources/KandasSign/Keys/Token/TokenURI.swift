/// Which key of which token: a PKCS #11 URI (RFC 7512).
public struct TokenURI: Hashable, Sendable {
    /// The token's label.
    public private(set) var token: String?
    /// The token's serial number.
    public private(set) var serial: String?
    /// The token's manufacturer.
    public private(set) var manufacturer: String?
    /// The token's model.
    public private(set) var model: String?
    /// The key's label.
    public private(set) var object: String?
    /// The key's identifier, which its certificate has too.
    public private(set) var id: [UInt8]?
    /// The path of the module.
    public private(set) var modulePath: String?
    /// The path of a file that holds the PIN.
    public private(set) var pinPath: String?

    /// Reads a URI.
    ///
    /// What is not known is refused, since it might say that another key is meant.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is no such URI, names something
    ///   twice or something that is not known; ``SigningError/Code/unsupported`` for a PIN in the URI, which every user
    ///   of the machine would see, and for a PIN from elsewhere than a file.
    public init(_ text: String) throws(SigningError) {
        let scheme = "pkcs11:"
        guard text.lowercased().hasPrefix(scheme), text.utf8.count <= 8_192 else {
            throw .malformed("a token is named by a URI that begins with pkcs11:")
        }
        let rest = text.dropFirst(scheme.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var seen: Set<String> = []
        for (part, separator, isQuery) in [(rest.first, Character(";"), false), (rest.dropFirst().first, "&", true)] {
            for pair in (part ?? "").split(separator: separator) {
                let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2, let name = halves.first, let coded = halves.last else {
                    throw .malformed("\(pair) in the token's URI is not of the form name=value")
                }
                guard seen.insert(String(name)).inserted else {
                    throw .malformed("the token's URI names \(name) twice")
                }
                try take(String(name), TokenURI.decode(coded.utf8), isQuery: isQuery)
            }
        }
    }

    private mutating func take(_ name: String, _ value: [UInt8]?, isQuery: Bool) throws(SigningError) {
        // Told first, so that no message repeats the PIN.
        guard name != "pin-value" else {
            throw .unsupported(
                "a PIN does not belong into the token's URI; use --password-file, --password-fd or a prompt"
            )
        }
        guard let value else { throw .malformed("\(name) in the token's URI is not percent-encoded as it should be") }
        if name == "id", !isQuery {
            id = value
            return
        }
        guard let text = String(validating: value, as: UTF8.self), !text.utf8.contains(0) else {
            throw .malformed("\(name) in the token's URI is no UTF-8 text")
        }
        switch (name, isQuery) {
        case ("token", false): token = text
        case ("serial", false): serial = text
        case ("manufacturer", false): manufacturer = text
        case ("model", false): model = text
        case ("object", false): object = text
        case ("type", false):
            guard text == "private" else { throw .malformed("a private key signs, not an object of type \(text)") }
        case ("module-path", true): modulePath = text
        case ("pin-source", true): pinPath = try TokenURI.path(ofSource: text)
        default: throw .malformed("\(name) in the token's URI is not known here")
        }
    }

    /// A file by path or by `file:` URI (RFC 8089).
    private static func path(ofSource text: String) throws(SigningError) -> String {
        if text.hasPrefix("/") { return text }
        for prefix in ["file://localhost/", "file:///", "file:/"] where text.hasPrefix(prefix) {
            return "/" + text.dropFirst(prefix.count)
        }
        throw .unsupported("pin-source names a file by its full path, nothing else")
    }

    private static func decode(_ text: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let decoded = Hexadecimal.bytes(Array(rest.prefix(2)))?.first else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
