import FoundationEssentials
import KandasSign

/// One compact JSON object a line: keys sorted, slashes not escaped, UTF-8, so that the same answer has the same bytes.
enum JSONLine {
    /// The object's line, with its newline.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if the value has no JSON form.
    static func encode(_ value: some Encodable) throws(SigningError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(value)) + [0x0a]
        } catch {
            throw SigningError(.outputUnwritable, "a result has no JSON form: \(error)")
        }
    }
}
