/// The alternative names of the certificates of a path, as far as their form and wildcards go; whether they lie within the
/// name constraints is OpenSSL's to say.
enum SubjectNames {
    private enum Tag {
        static let mail = DER.Tag.implicit(1)
        static let host = DER.Tag.implicit(2)
    }

    /// What is wrong with the form of a certificate's names and name constraints (RFC 5280 sections 4.2.1.6 and 4.2.1.10).
    static func fault(_ certificate: Certificate) -> String? {
        for (tag, text) in names(certificate) {
            if tag == Tag.host, !isHost(text) { return "a DNS name of the subject is none" }
            if tag == Tag.mail, !isMail(text) { return "a mail address of the subject is none" }
        }
        let constraints = constraints(certificate)
        for (tag, text) in constraints.permitted + constraints.excluded where tag == Tag.host {
            if text.first == 0x2e { return "a DNS name of the name constraints is none" }
        }
        return nil
    }

    /// A wildcard that stands for a name which an authority of the path must not certify (CVE-2025-61727).
    static func wildcardFailure(_ path: [Certificate]) -> PathFailure? {
        for (depth, authority) in path.enumerated().dropFirst() {
            let excluded = constraints(authority).excluded.filter { $0.tag == Tag.host }.map { lowercased($0.text) }
            if excluded.isEmpty { continue }
            for (below, certificate) in path.prefix(depth).enumerated() {
                for (tag, text) in names(certificate) where tag == Tag.host && text.starts(with: Array("*.".utf8)) {
                    let suffix = lowercased(text.dropFirst())
                    // The wildcard stands for one label: an excluded name of that one more label is among them.
                    let isHit = excluded.contains {
                        $0.count > suffix.count && $0.suffix(suffix.count).elementsEqual(suffix)
                    }
                    if isHit { return PathFailure(.constraint, depth: below, "excluded subtree violation") }
                }
            }
        }
        return nil
    }

    private typealias Name = (tag: UInt8, text: ArraySlice<UInt8>)

    private static func names(_ certificate: Certificate) -> [Name] {
        guard let found = certificate.extension(CertificateExtension.Identifier.subjectAlternativeName) else {
            return []
        }
        var reader = DERReader(found.value)
        guard var list = try? reader.enter(DER.Tag.sequence, "subjectAltName") else { return [] }
        var names: [Name] = []
        while let name = try? list.next() { names.append((name.tag, name.content)) }
        return names
    }

    private static func constraints(_ certificate: Certificate) -> (permitted: [Name], excluded: [Name]) {
        guard let found = certificate.extension(CertificateExtension.Identifier.nameConstraints) else {
            return ([], [])
        }
        var reader = DERReader(found.value)
        guard var fields = try? reader.enter(DER.Tag.sequence, "nameConstraints") else { return ([], []) }
        func subtrees(_ number: UInt8) -> [Name] {
            guard let field = try? fields.optional(DER.Tag.explicit(number)), var list = try? fields.entering(field)
            else { return [] }
            var names: [Name] = []
            while var subtree = try? list.enter(DER.Tag.sequence, "nameConstraints"), let base = try? subtree.next() {
                names.append((base.tag, base.content))
            }
            return names
        }
        let permitted = subtrees(0)
        return (permitted, subtrees(1))
    }

    /// Letters, digits and hyphens between dots, not all digits at the end as an IP address has them; the first label may be a
    /// wildcard.
    private static func isHost(_ text: ArraySlice<UInt8>) -> Bool {
        var labels = text.split(separator: 0x2e, omittingEmptySubsequences: false)
        if labels.first?.elementsEqual([0x2a]) ?? false { labels.removeFirst() }
        guard let last = labels.last, text.count <= 253 else { return false }
        let isWellFormed = labels.allSatisfy { label in
            1...63 ~= label.count && label.first != 0x2d && label.last != 0x2d
                && label.allSatisfy { 0x30...0x39 ~= $0 || isLetter($0) || $0 == 0x2d }
        }
        return isWellFormed && !last.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static func isMail(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: 0x40, omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
    }

    private static func isLetter(_ octet: UInt8) -> Bool { 0x41...0x5a ~= octet || 0x61...0x7a ~= octet }

    private static func lowercased(_ text: ArraySlice<UInt8>) -> [UInt8] {
        text.map { 0x41...0x5a ~= $0 ? $0 | 0x20 : $0 }
    }
}
