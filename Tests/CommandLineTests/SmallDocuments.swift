/// Documents for `check`.
enum SmallDocuments {
    /// One empty page; the table's offsets are right.
    static let pdf = Array(
        """
        %PDF-1.7
        1 0 obj
        <</Type/Catalog/Pages 2 0 R>>
        endobj
        2 0 obj
        <</Type/Pages/Kids[3 0 R]/Count 1>>
        endobj
        3 0 obj
        <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>
        endobj
        xref
        0 4
        0000000000 65535 f\u{20}
        0000000009 00000 n\u{20}
        0000000054 00000 n\u{20}
        0000000105 00000 n\u{20}
        trailer
        <</Size 4/Root 1 0 R>>
        startxref
        170
        %%EOF

        """
        .utf8
    )
    /// A grey JPEG of 8 by 8 pixels.
    static let jpeg: [UInt8] =
        [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10] + Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0]
        + [0xff, 0xdb, 0x00, 0x43, 0x00] + [UInt8](repeating: 1, count: 64)
        + [0xff, 0xc0, 0x00, 0x0b, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]
        // One code each: no difference, end of block.
        + [0xff, 0xc4, 0x00, 0x14, 0x00, 1] + [UInt8](repeating: 0, count: 16)
        + [0xff, 0xc4, 0x00, 0x14, 0x10, 1] + [UInt8](repeating: 0, count: 16)
        + [0xff, 0xda, 0x00, 0x08, 1, 1, 0x00, 0, 63, 0, 0x3f, 0xff, 0xd9]
    /// What a PNG begins with.
    static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
}
