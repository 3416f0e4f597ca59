/// Compares what pages say with what the print form of a decision would say, white space aside: lines are broken anywhere.
enum PrintedTextComparison {
    /// Compares.
    ///
    /// - Parameters:
    ///   - pages: The text of each page, its foot last.
    ///   - decision: What was signed.
    /// - Returns: Whether they agree; if not, the first block that differs.
    static func compare(_ pages: [String], with decision: Decision) -> PrintedForm.Agreement {
        var printed: [Unicode.Scalar] = []
        let plain = PrintForm(decision)
        for (index, page) in pages.enumerated() {
            let letters = letters(page)
            let foot = plain.footer(page: index + 1, of: pages.count).flatMap(Self.letters)
            guard letters.count >= foot.count, letters.suffix(foot.count).elementsEqual(foot) else {
                return .disagrees(block: "footer")
            }
            printed += letters.dropLast(foot.count)
        }
        var furthest = (matched: -1, block: "documentNumber")
        for codes in 0...QRSet.most {
            for hasClaim in [false, true] {
                let form = PrintForm(decision, codes: codes, hasClaim: hasClaim)
                guard let difference = difference(printed, form) else { return .agrees }
                // The form that fits best says what differs.
                if difference.matched > furthest.matched { furthest = difference }
            }
        }
        return .disagrees(block: furthest.block)
    }

    /// The first block that is printed otherwise, and how many letters came before it.
    private static func difference(_ printed: [Unicode.Scalar], _ form: PrintForm) -> (matched: Int, block: String)? {
        var position = 0
        for block in form.blocks {
            let expected = block.texts.flatMap(letters)
            guard printed[position...].starts(with: expected) else { return (position, block.name) }
            position += expected.count
        }
        return position == printed.count ? nil : (position, "end")
    }

    private static func letters(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !$0.properties.isWhitespace }
    }
}
