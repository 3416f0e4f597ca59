/// Follows the content of a page as far as our printer writes it, and gathers the text.
struct PDFContentInterpreter {
    private let view: ByteView
    private let size: (width: Double, height: Double)
    private let fonts: [String: PDFLetters]
    private var parser: PDFParser
    private let tape: PDFTape
    private var operands: [Operand] = []

    // The state.
    private var text = ""
    private var font: PDFLetters?
    private var colour: [Double] = []
    /// Where the current line of text begins, and its size; `nil` outside of BT and ET.
    private var line: (x: Double, y: Double, size: Double)?
    private var isWithinActualText = false
    private var hasMatrix = false

    private enum Operand {
        case number(Double)
        case name(String)
        case string([UInt8])
        /// Strings and the distances between them.
        case array([Operand])
        /// A dictionary's only entry, a text.
        case actualText(String)
    }

    /// The colours of text, and that of lines, which is too pale for text.
    private static let colours: [[Double]] = [[0, 0, 0], [0, 0.35, 0.42], [0.36, 0.36, 0.36]]
    private static let lineColour: [Double] = [0.75, 0.75, 0.75]

    init(_ content: [UInt8], size: (Double, Double), fonts: [String: PDFLetters]) {
        view = PDFBuffer(content).view
        self.size = (size.0, size.1)
        self.fonts = fonts
        parser = PDFParser(view: view, limits: PDFLimits())
        tape = PDFTape(view: view)
    }

    /// The text of the page.
    mutating func run() throws(PDFPrintedText.Refusal) -> String {
        var position = parser.skipBlanks(from: 0, limit: view.count)
        while position < view.count {
            let octet = view[position]
            let isWord = 0x41...0x5a ~= octet || 0x61...0x7a ~= octet
            if isWord {
                let end = parser.endOfRegular(from: position, limit: view.count)
                let word = String(decoding: view.bytes(position..<end), as: UTF8.self)
                try perform(word)
                operands.removeAll(keepingCapacity: true)
                position = end
            } else {
                guard operands.count < 8 else { throw PDFPrintedText.Refusal("an operator with too many operands") }
                do throws(PDFParser.Failure) {
                    position = try parser.parse(at: position, limit: view.count, onto: tape)
                } catch {
                    throw PDFPrintedText.Refusal("content that cannot be read")
                }
                operands.append(try operand(0))
            }
            position = parser.skipBlanks(from: position, limit: view.count)
        }
        guard line == nil, !isWithinActualText else { throw PDFPrintedText.Refusal("content that breaks off") }
        return text
    }

    private func operand(_ index: Int) throws(PDFPrintedText.Refusal) -> Operand {
        switch tape.kind(index) {
        case .integer, .real: return .number(tape.number(index) ?? 0)
        case .name: return .name(tape.nameText(index) ?? "")
        case .string, .hexadecimalString: return .string(tape.string(index, limit: 65_536) ?? [])
        case .array:
            var members: [Operand] = []
            for member in tape.members(index) { members.append(try operand(member)) }
            return .array(members)
        case .dictionary:
            let members = tape.members(index)
            guard members.count == 2, tape.nameText(members[0]) == "ActualText",
                let text = tape.string(members[1], limit: 64)
            else { throw PDFPrintedText.Refusal("marked content") }
            return .actualText(PDFText.decode(text))
        case .boolean, .null, .reference: throw PDFPrintedText.Refusal("content that cannot be read")
        }
    }

    private func numbers(_ count: Int) throws(PDFPrintedText.Refusal) -> [Double] {
        let numbers = operands.compactMap { if case .number(let number) = $0 { number } else { nil } }
        guard numbers.count == count, operands.count == count else {
            throw PDFPrintedText.Refusal("an operator without its operands")
        }
        return numbers
    }

    private mutating func perform(_ word: String) throws(PDFPrintedText.Refusal) {
        switch word {
        case "q", "Q", "f", "h", "EMC": _ = try numbers(0)
        case "m", "l": _ = try numbers(2)
        case "re": _ = try numbers(4)
        case "gs":
            guard case .name? = operands.first, operands.count == 1 else {
                throw PDFPrintedText.Refusal("an operator without its operands")
            }
        case "cm":
            // The page is turned once, so that it is written from the top.
            guard try numbers(6) == [1, 0, 0, -1, 0, size.height], !hasMatrix else {
                throw PDFPrintedText.Refusal("a change of coordinates")
            }
            hasMatrix = true
        case "rg":
            colour = try numbers(3)
            guard PDFContentInterpreter.colours.contains(colour) || colour == PDFContentInterpreter.lineColour else {
                throw PDFPrintedText.Refusal("a colour that is not of the form")
            }
        case "BT":
            guard line == nil, hasMatrix else { throw PDFPrintedText.Refusal("text within text") }
            line = (0, 0, 0)
        case "ET": line = nil
        case "Tf": try setFont()
        case "Tm": try setMatrix()
        case "Td":
            let move = try numbers(2)
            guard let current = line else { throw PDFPrintedText.Refusal("a move outside of text") }
            line = (current.x + move[0] * current.size, current.y - move[1] * current.size, current.size)
        case "Tj", "TJ": try show()
        case "BDC":
            // Only the blanks at the ends of lines are told so.
            guard operands.count == 2, case .name("Span") = operands[0], case .actualText(let blank) = operands[1],
                blank.allSatisfy(\.isWhitespace), !isWithinActualText
            else { throw PDFPrintedText.Refusal("marked content") }
            isWithinActualText = true
        default:
            let isPlain = word.utf8.count <= 3 && word.utf8.allSatisfy { 0x21..<0x7f ~= $0 }
            throw PDFPrintedText.Refusal(isPlain ? "the operator \(word)" : "an operator that there is not")
        }
        if word == "EMC" {
            guard isWithinActualText else { throw PDFPrintedText.Refusal("marked content") }
            isWithinActualText = false
        }
    }

    private mutating func setFont() throws(PDFPrintedText.Refusal) {
        guard operands.count == 2, case .name(let name) = operands[0], case .number(1) = operands[1],
            let font = fonts[name]
        else { throw PDFPrintedText.Refusal("a font that is not there") }
        self.font = font
    }

    private mutating func setMatrix() throws(PDFPrintedText.Refusal) {
        let matrix = try numbers(6)
        guard line != nil, matrix[0] == -matrix[3], 7...30 ~= matrix[0], matrix[1] == 0, matrix[2] == 0 else {
            throw PDFPrintedText.Refusal("text that is turned, too small or too large")
        }
        line = (matrix[4], matrix[5], matrix[0])
    }

    private mutating func show() throws(PDFPrintedText.Refusal) {
        guard let font, let line, operands.count == 1, !isWithinActualText,
            PDFContentInterpreter.colours.contains(colour)
        else { throw PDFPrintedText.Refusal("text without font, place or colour") }
        guard 0..<size.width ~= line.x, line.size..<size.height ~= line.y else {
            throw PDFPrintedText.Refusal("text beside the page")
        }
        let parts: [Operand] = if case .array(let members) = operands[0] { members } else { operands }
        for part in parts {
            switch part {
            case .string(let codes):
                guard let letters = font.text(codes) else { throw PDFPrintedText.Refusal("letters without meaning") }
                text += letters
            case .number(let distance):
                // In thousandths: kerning, and the gaps between words and columns.
                guard -60_000...1_000 ~= distance else { throw PDFPrintedText.Refusal("letters drawn over each other") }
            case .name, .array, .actualText: throw PDFPrintedText.Refusal("text that cannot be read")
            }
        }
    }
}
