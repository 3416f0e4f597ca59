extension PDFFile {
    /// What a page takes over from the nodes above it.
    private struct Inherited {
        var box: [Double]?
        var rotation: Int?
    }

    private struct Frame {
        var kids: [Int]
        var next = 0
        var declared: Int?
        var first: Int
        var inherited: Inherited
    }

    /// Walks the page tree of the newest revision.
    ///
    /// - Returns: The pages; as many as could be read, if there are problems.
    package func readPages() -> PDFPages {
        var pages = PDFPages()
        let tape = PDFTape(view: view)
        guard let root, load(root, onto: tape) != nil, tape.kind(0) == .dictionary,
            let tree = tape.value(0, .pages).flatMap({ tape.reference($0) })
        else {
            report(.catalog, at: sections.first?.offset ?? 0, object: root)
            return pages
        }
        var stack: [Frame] = []
        var seen: Set<Int> = []
        func open(_ number: Int, _ inherited: Inherited) -> Bool {
            guard load(number, onto: tape) != nil, tape.kind(0) == .dictionary else { return false }
            var inherited = inherited
            if let box = box(tape) { inherited.box = box }
            if let rotation = integer(tape, .rotate) { inherited.rotation = rotation }
            guard let kids = tape.value(0, .kids), tape.kind(kids) != .null else {
                let type = tape.value(0, .type).flatMap { resolvedName(tape, $0) }
                guard type != .pages, !stack.isEmpty else { return false }
                pages.add(PDFFile.size(inherited, unit: unit(tape)))
                return true
            }
            guard stack.count < limits.pageTreeDepth, seen.insert(number).inserted else { return false }
            let declared = integer(tape, .pageCount)
            guard let list = references(tape, kids) else { return false }
            stack.append(Frame(kids: list, declared: declared, first: pages.count, inherited: inherited))
            return true
        }
        if !open(tree, Inherited()) { report(.pageTree, at: 0, object: tree) }
        while let frame = stack.last {
            guard frame.next < frame.kids.count else {
                stack.removeLast()
                if frame.declared != pages.count - frame.first { report(.pageCount, at: 0, object: tree) }
                continue
            }
            guard pages.count < limits.pages, loadBudget > 0 else {
                report(pages.count < limits.pages ? .work : .pages, at: 0)
                return pages
            }
            stack[stack.count - 1].next += 1
            let kid = frame.kids[frame.next]
            if !open(kid, frame.inherited) { report(.pageTree, at: 0, object: kid) }
        }
        return pages
    }

    /// The object numbers of an array of references; `nil` if it holds anything else.
    private func references(_ tape: PDFTape, _ value: Int) -> [Int]? {
        if let number = tape.reference(value) {
            let other = PDFTape(view: view)
            return load(number, onto: other) == nil || other.kind(0) != .array ? nil : references(other, 0)
        }
        guard tape.kind(value) == .array else { return nil }
        var numbers: [Int] = []
        for member in tape.members(value) {
            guard let number = tape.reference(member) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// The part of a page that is shown: four numbers.
    private func box(_ tape: PDFTape) -> [Double]? {
        let value = tape.value(0, .cropBox) ?? tape.value(0, .mediaBox)
        return value.flatMap { numbers(tape, $0) }
    }

    private func numbers(_ tape: PDFTape, _ value: Int) -> [Double]? {
        if let number = tape.reference(value) {
            let other = PDFTape(view: view)
            return load(number, onto: other) == nil || other.kind(0) != .array ? nil : numbers(other, 0)
        }
        guard tape.kind(value) == .array else { return nil }
        let members = tape.members(value)
        guard members.count == 4 else { return nil }
        var result: [Double] = []
        for member in members {
            if let number = tape.number(member) {
                result.append(number)
            } else if let reference = tape.reference(member) {
                let other = PDFTape(view: view)
                guard load(reference, onto: other) != nil, let number = other.number(0) else { return nil }
                result.append(number)
            } else {
                return nil
            }
        }
        return result
    }

    private func unit(_ tape: PDFTape) -> Double {
        tape.value(0, .userUnit).flatMap { tape.number($0) } ?? 1
    }

    private static func size(_ inherited: Inherited, unit: Double) -> PDFPageSize? {
        guard let box = inherited.box else { return nil }
        let sides = [abs(box[2] - box[0]) * unit, abs(box[3] - box[1]) * unit]
        guard sides.allSatisfy({ $0 > 0 && $0 < 1e9 }) else { return nil }
        let isTurned = (inherited.rotation ?? 0) % 180 != 0
        let (width, height) = (Int(sides[0].rounded()), Int(sides[1].rounded()))
        return isTurned ? PDFPageSize(width: height, height: width) : PDFPageSize(width: width, height: height)
    }
}
