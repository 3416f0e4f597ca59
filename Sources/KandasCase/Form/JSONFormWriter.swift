/// Writes a form as JSON, with two spaces of indentation and fields in the order of the tables.
struct JSONFormWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []
    /// The fields whose hints were written or are not wanted: each hint stands once.
    var hints: HintLog
    private var depth = 0
    private var isFirst = true

    /// Which hints are still to be written.
    struct HintLog {
        let areWanted: Bool
        private var written: Set<String> = []

        init(areWanted: Bool) { self.areWanted = areWanted }

        mutating func insert(_ name: @autoclosure () -> String) -> (inserted: Bool, Void) {
            areWanted ? (written.insert(name()).inserted, ()) : (false, ())
        }
    }

    init(hints: Bool = false) { self.hints = HintLog(areWanted: hints) }

    mutating func open(_ bracket: String) {
        bytes += bracket.utf8
        depth += 1
        isFirst = true
    }

    mutating func close(_ bracket: String) {
        depth -= 1
        if !isFirst { newLine() }
        bytes += bracket.utf8
        isFirst = false
    }

    /// Begins an element of a list.
    mutating func element() {
        if !isFirst { bytes.append(0x2c) }
        newLine()
        isFirst = false
    }

    mutating func key(_ name: String) {
        element()
        string(name)
        bytes += ": ".utf8
    }

    /// A field that readers pass over, and people read.
    mutating func hint(_ name: String, _ text: String) {
        key("//\(name)")
        string(text)
    }

    mutating func word(_ text: String) { bytes += text.utf8 }

    mutating func string(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5c: bytes += [0x5c, byte]
            case 0x0a: bytes += #"\n"#.utf8
            case 0x00..<0x20:
                let hex = Array("0123456789abcdef".utf8)
                bytes += #"\u00"#.utf8
                bytes += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    mutating func finish() -> [UInt8] {
        bytes.append(0x0a)
        return bytes
    }

    private mutating func newLine() {
        bytes.append(0x0a)
        bytes += repeatElement(0x20, count: depth * 2)
    }
}
