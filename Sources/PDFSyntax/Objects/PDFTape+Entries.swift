extension PDFTape {
    /// The entries of a dictionary: each name with the index of its value.
    package func entries(_ index: Int) -> [(name: String, value: Int)] {
        guard kind(index) == .dictionary else { return [] }
        let members = members(index)
        return stride(from: 0, to: members.count - 1, by: 2)
            .compactMap { pair in nameText(members[pair]).map { ($0, members[pair + 1]) } }
    }

    /// The index of the value of an entry, by its name's text.
    package func value(_ index: Int, named name: String) -> Int? {
        entries(index).first { $0.name == name }?.value
    }

    /// Whether two values are the same, whatever their spelling and the order of a dictionary's entries.
    package func isSame(_ index: Int, as other: PDFTape, _ otherIndex: Int) -> Bool {
        guard index < count, otherIndex < other.count else { return false }
        switch (kind(index), other.kind(otherIndex)) {
        case (.null, .null): return true
        case (.reference, .reference):
            return nodes[index].link == other.nodes[otherIndex].link
                && nodes[index].generation == other.nodes[otherIndex].generation
        case (.name, .name): return plainName(index) == other.plainName(otherIndex)
        case (.string, .string), (.string, .hexadecimalString), (.hexadecimalString, .string),
            (.hexadecimalString, .hexadecimalString):
            return string(index, limit: .max) == other.string(otherIndex, limit: .max)
        case (.array, .array):
            let (mine, theirs) = (members(index), other.members(otherIndex))
            return mine.count == theirs.count && zip(mine, theirs).allSatisfy { isSame($0, as: other, $1) }
        case (.dictionary, .dictionary): return isSameDictionary(index, as: other, otherIndex)
        case (.boolean, .boolean), (.integer, .integer), (.real, .real):
            return view.pointer(range(index)).elementsEqual(other.view.pointer(other.range(otherIndex)))
        default: return false
        }
    }

    private func isSameDictionary(_ index: Int, as other: PDFTape, _ otherIndex: Int) -> Bool {
        var theirs: [[UInt8]: Int] = [:]
        let members = other.members(otherIndex)
        for pair in stride(from: 0, to: members.count - 1, by: 2) {
            guard theirs.updateValue(members[pair + 1], forKey: other.plainName(members[pair])) == nil else {
                return false
            }
        }
        let mine = self.members(index)
        guard mine.count == members.count else { return false }
        return stride(from: 0, to: mine.count - 1, by: 2)
            .allSatisfy { pair in
                theirs[plainName(mine[pair])].map { isSame(mine[pair + 1], as: other, $0) } ?? false
            }
    }

    private func plainName(_ index: Int) -> [UInt8] {
        let range = range(index)
        return PDFNameText.plain(view.pointer(range.lowerBound + 1..<max(range.upperBound, range.lowerBound + 1)))
    }

    /// The references in a value and everything in it, by object number.
    package var references: [Int] { nodes.indices.compactMap { reference($0) } }
}
