/// A number of bytes as it is typed: `4096`, `500K`, `25M`, `2G`, in powers of 1024.
struct ByteSize {
    let bytes: Int

    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let shift: Int
        switch text.dropFirst(digits.count).uppercased() {
        case "", "B": shift = 0
        case "K", "KB", "KIB": shift = 10
        case "M", "MB", "MIB": shift = 20
        case "G", "GB", "GIB": shift = 30
        default: return nil
        }
        guard let number = Int(digits), number > 0, number <= Int.max >> shift else { return nil }
        bytes = number << shift
    }
}
