/// Reads values from bytes onto a ``PDFTape``, without recursion and in one pass.
struct PDFParser {
    /// Why a value could not be read.
    enum Failure: Error, Equatable {
        /// What stands at an offset is no value.
        case malformed(Int)
        /// Deeper than ``PDFLimits/nestingDepth``, or more than ``PDFLimits/tokens``.
        case limit(Int)
    }

    let view: ByteView
    let depthLimit: Int
    let tokenLimit: Int
    private let table = PDFName.table
    /// `Producer`, by the index of names; 0 would be any other name.
    private let producer = UInt8(PDFName.byIndex.firstIndex(of: .producer) ?? 0)

    /// A dictionary with a key twice, of those that matter to readers.
    private(set) var repeatedKey: (name: PDFName, offset: Int)?

    init(view: ByteView, limits: PDFLimits) {
        self.view = view
        depthLimit = limits.nestingDepth
        tokenLimit = limits.tokens
    }

    private struct Container {
        var node: Int
        /// How many values stand in it since the last array or dictionary in it.
        var run = 0
    }

    /// Reads one value.
    ///
    /// - Parameters:
    ///   - start: Where it begins; white space and comments before it are skipped.
    ///   - limit: Where the bytes end.
    ///   - tape: What is written to; emptied first.
    /// - Returns: The offset behind the value.
    /// - Throws: ``Failure``; how far the value goes is not known then.
    mutating func parse(at start: Int, limit: Int, onto tape: PDFTape) throws(Failure) -> Int {
        tape.nodes.removeAll(keepingCapacity: true)
        tape.view = view
        repeatedKey = nil
        var stack: [Container] = []
        var position = start
        while true {
            position = skipBlanks(from: position, limit: limit)
            guard position < limit else { throw .malformed(position) }
            guard tape.nodes.count < tokenLimit else { throw .limit(position) }
            let octet = view[position]
            switch octet {
            case 0x2f:
                let end = endOfRegular(from: position + 1, limit: limit)
                append(name(position, end), to: tape, &stack)
                position = end
            case 0x28:
                guard let end = endOfLiteral(from: position, limit: limit) else { throw .malformed(position) }
                append(node(.string, position, end), to: tape, &stack)
                position = end
            case 0x3c where view.byte(at: position + 1) == 0x3c && position + 1 < limit, 0x5b:
                guard stack.count < depthLimit else { throw .limit(position) }
                let isArray = octet == 0x5b
                append(node(isArray ? .array : .dictionary, position, position), to: tape, &stack)
                if !stack.isEmpty { stack[stack.count - 1].run = 0 }
                stack.append(Container(node: tape.nodes.count - 1))
                position += isArray ? 1 : 2
                continue
            case 0x3c:
                guard let end = endOfHexadecimal(from: position, limit: limit) else { throw .malformed(position) }
                append(node(.hexadecimalString, position, end), to: tape, &stack)
                position = end
            case 0x5d, 0x3e:
                guard let container = stack.popLast() else { throw .malformed(position) }
                let isArray = octet == 0x5d
                guard (tape.nodes[container.node].kind == .array) == isArray,
                    isArray || position + 1 < limit && view[position + 1] == 0x3e
                else { throw .malformed(position) }
                position += isArray ? 1 : 2
                tape.nodes[container.node].end = UInt32(truncatingIfNeeded: position)
                tape.nodes[container.node].link = UInt32(truncatingIfNeeded: tape.nodes.count)
                if !isArray { try close(container.node, on: tape) }
            case 0x29, 0x7b, 0x7d: throw .malformed(position)
            default:
                let end = endOfRegular(from: position, limit: limit)
                if end == position + 1, octet == 0x52 {
                    guard reference(on: tape, &stack, end: end) else { throw .malformed(position) }
                } else if let kind = kind(position, end) {
                    append(node(kind, position, end), to: tape, &stack)
                } else {
                    throw .malformed(position)
                }
                position = end
            }
            if stack.isEmpty {
                // A reference on its own is an object too, though a rare one.
                if tape.nodes.count == 1, tape.nodes[0].kind == .integer,
                    let end = loneReference(tape, from: position, limit: limit)
                {
                    return end
                }
                return position
            }
        }
    }

    // MARK: Characters

    /// The offset of the next character that is neither white space nor part of a comment.
    func skipBlanks(from start: Int, limit: Int) -> Int {
        var position = start
        while position < limit {
            let octet = view[position]
            if PDFCharacter.isWhiteSpace(octet) {
                position += 1
            } else if octet == 0x25 {
                position = min(limit, view.endOfLine(from: position))
            } else {
                break
            }
        }
        return min(position, limit)
    }

    func endOfRegular(from start: Int, limit: Int) -> Int {
        var position = start
        while position < limit, PDFCharacter.isRegular(view[position]) { position += 1 }
        return position
    }

    private func endOfLiteral(from start: Int, limit: Int) -> Int? {
        var position = start + 1
        var depth = 1
        while position < limit {
            switch view[position] {
            case 0x5c: position += 1
            case 0x28: depth += 1
            case 0x29:
                depth -= 1
                if depth == 0 { return position + 1 }
            default: break
            }
            position += 1
        }
        return nil
    }

    private func endOfHexadecimal(from start: Int, limit: Int) -> Int? {
        var position = start + 1
        while position < limit {
            let octet = view[position]
            if octet == 0x3e { return position + 1 }
            guard PDFCharacter.hexadecimal(octet) != nil || PDFCharacter.isWhiteSpace(octet) else { return nil }
            position += 1
        }
        return nil
    }

    // MARK: Values

    private func node(_ kind: PDFTape.Kind, _ start: Int, _ end: Int) -> PDFNode {
        PDFNode(
            start: UInt32(truncatingIfNeeded: start),
            end: UInt32(truncatingIfNeeded: end),
            link: 0,
            kind: kind,
            name: 0,
            isKey: false,
            generation: 0
        )
    }

    private func name(_ start: Int, _ end: Int) -> PDFNode {
        var node = node(.name, start, end)
        let bytes = view.pointer(start + 1..<end)
        if bytes.contains(0x23) {
            let plain = PDFNameText.plain(bytes)
            node.name = plain.withUnsafeBufferPointer { table.index(of: $0) }
        } else {
            node.name = table.index(of: bytes)
        }
        return node
    }

    private func kind(_ start: Int, _ end: Int) -> PDFTape.Kind? {
        let first = view[start]
        guard PDFCharacter.isDigit(first) || first == 0x2e || first == 0x2d || first == 0x2b else {
            switch end - start {
            case 4: return view.matches("true", at: start) ? .boolean : view.matches("null", at: start) ? .null : nil
            case 5: return view.matches("false", at: start) ? .boolean : nil
            default: return nil
            }
        }
        var points = 0
        var digits = 0
        for position in start..<end {
            let octet = view[position]
            if PDFCharacter.isDigit(octet) {
                digits += 1
            } else if octet == 0x2e {
                points += 1
            } else if octet != 0x2d && octet != 0x2b || position != start {
                return nil
            }
        }
        // Some programs write a lone point or sign for zero.
        guard points <= 1, digits > 0 || end - start == 1 else { return nil }
        return points == 0 && digits > 0 ? .integer : .real
    }

    @inline(__always)
    private func append(_ node: PDFNode, to tape: PDFTape, _ stack: inout [Container]) {
        tape.nodes.append(node)
        if !stack.isEmpty { stack[stack.count - 1].run += 1 }
    }

    /// Makes a reference of the last two integers, which must stand in the innermost container itself: those of an array that
    /// was closed before the letter are its own.
    private func reference(on tape: PDFTape, _ stack: inout [Container], end: Int) -> Bool {
        guard let container = stack.last, container.run >= 2 else { return false }
        let generation = tape.nodes.count - 1
        let number = generation - 1
        guard tape.nodes[generation].kind == .integer, tape.nodes[number].kind == .integer,
            let value = PDFNumber.integer(view, tape.range(number)), 0...Int(Int32.max) ~= value,
            let second = PDFNumber.integer(view, tape.range(generation)), 0...65_535 ~= second
        else { return false }
        tape.nodes.removeLast()
        tape.nodes[number].kind = .reference
        tape.nodes[number].end = UInt32(truncatingIfNeeded: end)
        tape.nodes[number].link = UInt32(truncatingIfNeeded: value)
        tape.nodes[number].generation = UInt8(clamping: second)
        stack[stack.count - 1].run -= 1
        return true
    }

    private func loneReference(_ tape: PDFTape, from start: Int, limit: Int) -> Int? {
        let second = skipBlanks(from: start, limit: limit)
        let secondEnd = endOfRegular(from: second, limit: limit)
        let word = skipBlanks(from: secondEnd, limit: limit)
        guard secondEnd > second, secondEnd - second <= 5,
            (second..<secondEnd).allSatisfy({ PDFCharacter.isDigit(view[$0]) }),
            word < limit, view[word] == 0x52, endOfRegular(from: word, limit: limit) == word + 1,
            let number = tape.integer(0), 0...Int(Int32.max) ~= number
        else { return nil }
        tape.nodes[0].kind = .reference
        tape.nodes[0].link = UInt32(truncatingIfNeeded: number)
        tape.nodes[0].end = UInt32(truncatingIfNeeded: word + 1)
        return word + 1
    }

    /// Marks the keys of a dictionary, and looks for repeated ones.
    private mutating func close(_ index: Int, on tape: PDFTape) throws(Failure) {
        var seen: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var position = index + 1
        let end = tape.nodes.count
        while position < end {
            guard tape.nodes[position].kind == .name, position + 1 < end else {
                throw .malformed(Int(tape.nodes[position].start))
            }
            tape.nodes[position].isKey = true
            let name = tape.nodes[position].name
            // Old pdfTeX writes its facts behind those of hyperref; nothing hangs on who made a file.
            if name != 0, name != producer {
                let bit: UInt64 = 1 << UInt64(name & 63)
                let isRepeated: Bool
                switch name >> 6 {
                case 0: (isRepeated, seen.0) = (seen.0 & bit != 0, seen.0 | bit)
                case 1: (isRepeated, seen.1) = (seen.1 & bit != 0, seen.1 | bit)
                case 2: (isRepeated, seen.2) = (seen.2 & bit != 0, seen.2 | bit)
                default: (isRepeated, seen.3) = (seen.3 & bit != 0, seen.3 | bit)
                }
                if isRepeated, repeatedKey == nil {
                    repeatedKey = (PDFName.byIndex[Int(name)], Int(tape.nodes[position].start))
                }
            }
            position = tape.after(position + 1)
        }
    }
}
