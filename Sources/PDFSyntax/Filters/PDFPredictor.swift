/// What undoes the differences that a writer took before it compressed (ISO 32000-2, section 7.4.4.4).
package struct PDFPredictor: Sendable, Hashable {
    let kind: Int
    let rowBytes: Int
    let pixelBytes: Int
    let bits: Int
    let colors: Int

    /// - Returns: `nil` if nothing is to be undone, or the numbers make no sense.
    init?(kind: Int, colors: Int, bits: Int, columns: Int) {
        guard kind == 2 || 10...15 ~= kind, 1...32 ~= colors, [1, 2, 4, 8, 16].contains(bits),
            1...1_000_000 ~= columns
        else { return nil }
        self.kind = kind
        self.bits = bits
        self.colors = colors
        rowBytes = (colors * bits * columns + 7) / 8
        pixelBytes = max(1, colors * bits / 8)
    }

    /// Undoes the differences; a last row that is not whole is undone as far as it goes.
    func undo(_ bytes: [UInt8]) -> [UInt8] { kind == 2 ? undoTIFF(bytes) : undoPNG(bytes) }

    private func undoPNG(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var above = [UInt8](repeating: 0, count: rowBytes)
        var row = above
        var position = 0
        while position < bytes.count {
            let type = bytes[position]
            let start = position + 1
            let length = min(rowBytes, bytes.count - start)
            for index in 0..<length {
                let left = index >= pixelBytes ? row[index - pixelBytes] : 0
                let up = above[index]
                let corner = index >= pixelBytes ? above[index - pixelBytes] : 0
                let guess: UInt8 =
                    switch type {
                    case 1: left
                    case 2: up
                    case 3: UInt8((Int(left) + Int(up)) / 2)
                    case 4: PDFPredictor.paeth(left, up, corner)
                    default: 0
                    }
                row[index] = bytes[start + index] &+ guess
            }
            result += row[..<length]
            swap(&above, &row)
            position = start + rowBytes
        }
        return result
    }

    private static func paeth(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        let guess = Int(left) + Int(up) - Int(corner)
        let distances = (abs(guess - Int(left)), abs(guess - Int(up)), abs(guess - Int(corner)))
        if distances.0 <= distances.1 && distances.0 <= distances.2 { return left }
        return distances.1 <= distances.2 ? up : corner
    }

    /// Only whole bytes: structure never has other sizes, and pictures are not undone.
    private func undoTIFF(_ bytes: [UInt8]) -> [UInt8] {
        guard bits == 8 else { return bytes }
        var result = bytes
        for start in stride(from: 0, to: result.count, by: rowBytes) {
            let end = min(start + rowBytes, result.count)
            for index in start..<end where index - start >= colors { result[index] &+= result[index - colors] }
        }
        return result
    }
}
