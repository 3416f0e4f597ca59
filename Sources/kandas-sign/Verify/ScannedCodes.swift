import KandasCase
import KandasSign

#if Print
import KandasPrint
#endif

/// The files of `verify` that hold codes of papers: pictures, and texts that scanners gave out.
enum ScannedCodes {
    /// Tells files of codes from all others, by their first bytes.
    static func divide(_ files: [String], hasContent: Bool) -> (codes: [String], others: [String]) {
        guard !hasContent else { return ([], files) }
        let kinds = files.map { (path: $0, holdsCodes: holdsCodes($0)) }
        return (kinds.filter(\.holdsCodes).map(\.path), kinds.filter { !$0.holdsCodes }.map(\.path))
    }

    private static func holdsCodes(_ path: String) -> Bool {
        // What comes through a pipe can be read only once.
        guard path != "-", let file = try? InputFile(path: path), file.size != nil else { return false }
        var head = [UInt8](repeating: 0, count: 512)
        guard let count = try? file.source().read(into: &head) else { return false }
        head.removeLast(head.count - count)
        return isPicture(head) || PaperCodes.isText(head)
    }

    /// Reads the codes of files.
    static func read(_ files: [String]) throws(SigningError) -> PaperCodes {
        let limits = Limits()
        var texts: [[UInt8]] = []
        for path in files {
            let bytes = try InputFile(path: path).contents(limit: limits.pictureFileBytes)
            texts += isPicture(bytes) ? try codes(in: bytes) : PaperCodes.texts(in: bytes)
        }
        return try PaperCodes(texts, limits: limits)
    }

    #if Print
    private static func isPicture(_ head: [UInt8]) -> Bool { QRCodeReader.isPicture(head) }

    private static func codes(in picture: [UInt8]) throws(SigningError) -> [[UInt8]] {
        try QRCodeReader.texts(in: picture)
    }
    #else
    private static func isPicture(_ head: [UInt8]) -> Bool { false }

    private static func codes(in picture: [UInt8]) throws(SigningError) -> [[UInt8]] {
        throw SigningError(.unsupported, "this build reads no pictures: it was made without the trait Print")
    }
    #endif
}
