/// Documents for `check`.
enum SmallDocuments {
    /// Passes the first gate.
    static let pdf = Array("%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n31\n%%EOF\n".utf8)
    /// What a PNG begins with.
    static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
}
