internal import PDFSyntax

/// Tells whether something happens by itself: a document that is opened may go to a place in itself, and no more.
struct PDFAutomaticActions {
    let file: PDFFile

    /// Whether a value of `OpenAction`, or of `AA` where `isGroup`, does more than that.
    func act(_ tape: PDFTape, _ value: Int, isGroup: Bool) -> Bool { act(tape, value, isGroup: isGroup, depth: 0) }

    private func act(_ tape: PDFTape, _ value: Int, isGroup: Bool, depth: Int) -> Bool {
        // Chains of actions that go on and on are no everyday thing.
        guard depth < 16 else { return true }
        if let number = tape.reference(value) {
            let other = PDFTape(view: file.view)
            guard file.load(number, onto: other) != nil else { return false }
            return act(other, 0, isGroup: isGroup, depth: depth + 1)
        }
        if isGroup {
            guard tape.kind(value) == .dictionary else { return false }
            let members = tape.members(value)
            return stride(from: 1, to: members.count, by: 2)
                .contains { act(tape, members[$0], isGroup: false, depth: depth + 1) }
        }
        // Anything but an action is a destination.
        guard tape.kind(value) == .dictionary else { return false }
        guard let kind = tape.value(value, .actionKind) else { return tape.value(value, .destination) == nil }
        guard let name = PDFRules.name(tape, kind, file), case .harmless = PDFActionKind(name) else { return true }
        guard let next = tape.value(value, .next) else { return false }
        if tape.kind(next) == .array {
            return tape.members(next).contains { act(tape, $0, isGroup: false, depth: depth + 1) }
        }
        return act(tape, next, isGroup: false, depth: depth + 1)
    }
}
