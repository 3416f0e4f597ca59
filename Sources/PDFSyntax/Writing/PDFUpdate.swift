/// An incremental update of a PDF (ISO 32000-2, section 7.5.6): objects that are added or replaced, behind the bytes that are
/// there, none of which changes.
///
/// The new cross-reference section is of the kind of the newest one there is, table or stream, as some readers want it.
package struct PDFUpdate {
    /// What is added to.
    package let file: PDFFile
    private(set) var pending: [Int: Pending] = [:]
    private var nextNumber: Int
    private let section: PDFSection
    private let trailer: PDFDictionaryText

    /// An object that waits to be written.
    struct Pending {
        var generation = 0
        var body: [UInt8]
    }

    /// Begins an update.
    ///
    /// - Parameter file: A file as it was read; its bytes must stay as they are.
    /// - Throws: ``PDFUpdateError/encrypted`` or ``PDFUpdateError/damaged(_:)``.
    package init(_ file: PDFFile) throws(PDFUpdateError) {
        guard !file.isEncrypted else { throw .encrypted }
        if let problem = file.problems.first(where: { !$0.kind.isHarmless }) { throw .damaged(problem.kind) }
        guard let section = file.sections.first, let size = section.size, section.root != nil,
            let trailer = file.trailer(of: section)
        else { throw .damaged(.trailer) }
        self.file = file
        self.section = section
        self.trailer = trailer
        nextNumber = max(size, file.entries.last.map { Int($0.number) + 1 } ?? 1, 1)
    }

    // MARK: Objects

    /// Adds an object.
    ///
    /// - Parameter body: Its value in the syntax of PDF.
    /// - Returns: Its number; its generation is 0.
    package mutating func add(_ body: [UInt8]) -> Int {
        let number = nextNumber
        nextNumber += 1
        pending[number] = Pending(body: body)
        return number
    }

    /// Adds a stream.
    ///
    /// - Parameters:
    ///   - dictionary: Its dictionary, without the length.
    ///   - data: Its data, encoded as the dictionary says.
    /// - Returns: Its number.
    package mutating func add(_ dictionary: PDFDictionaryText, data: [UInt8]) -> Int {
        var dictionary = dictionary
        dictionary.set("Length", "\(data.count)")
        return add(dictionary.bytes + Array("\nstream\n".utf8) + data + Array("\nendstream".utf8))
    }

    /// Puts another value in the place of an object's.
    package mutating func replace(_ number: Int, with body: [UInt8]) {
        let generation = pending[number]?.generation ?? file.generation(of: number)
        pending[number] = Pending(generation: generation, body: body)
    }

    /// The spelling of a reference to an object.
    package func reference(to number: Int) -> [UInt8] {
        PDFSpelling.reference(number, generation: pending[number]?.generation ?? file.generation(of: number))
    }

    /// Reads an object as it is after the update so far.
    ///
    /// - Returns: A tape with its value first, or `nil` if there is none that can be read.
    package func load(_ number: Int) -> PDFTape? {
        guard let body = pending[number]?.body else {
            let tape = PDFTape(view: file.view)
            return file.load(number, onto: tape) == nil ? nil : tape
        }
        return PDFUpdate.parse(body, limits: file.limits)
    }

    /// Reads a value in the syntax of PDF.
    package static func parse(_ value: [UInt8], limits: PDFLimits) -> PDFTape? {
        let view = PDFBuffer(value).view
        let tape = PDFTape(view: view)
        var parser = PDFParser(view: view, limits: limits)
        return (try? parser.parse(at: 0, limit: view.count, onto: tape)) == nil ? nil : tape
    }

    /// A value, wherever it stands: behind a reference or not.
    package func resolve(_ value: [UInt8]?) -> PDFTape? {
        guard let tape = value.flatMap({ PDFUpdate.parse($0, limits: file.limits) }) else { return nil }
        return tape.reference(0).map { load($0) } ?? tape
    }

    /// The number of the catalogue.
    package var root: Int { section.root ?? 0 }

    /// Changes a dictionary that is an object of its own.
    ///
    /// - Parameters:
    ///   - number: The object's number.
    ///   - change: What is done to the dictionary.
    /// - Throws: ``PDFUpdateError/unreadable(_:)`` if it is no dictionary.
    package mutating func edit(_ number: Int, _ change: (inout PDFDictionaryText) -> Void) throws(PDFUpdateError) {
        guard let tape = load(number), var dictionary = PDFDictionaryText(tape) else {
            throw .unreadable("object \(number)")
        }
        change(&dictionary)
        replace(number, with: dictionary.bytes)
    }

    // MARK: Writing

    /// What an update comes to.
    package struct Written: Sendable {
        /// The bytes that go behind those that are there.
        package let appended: [UInt8]
        /// Where the value of each object that was written begins, counted from the start of the file.
        package let bodies: [Int: Int]
    }

    /// Writes the update.
    ///
    /// - Returns: The bytes to append.
    /// - Throws: ``PDFUpdateError/tooLong``.
    package func write() throws(PDFUpdateError) -> Written {
        var output: [UInt8] = []
        let start = file.view.count
        if let last = file.view.byte(at: start - 1), last != 0x0a { output.append(0x0a) }
        var rows: [PDFCrossReferenceRow] = []
        var bodies: [Int: Int] = [:]
        for number in pending.keys.sorted() {
            guard let object = pending[number] else { continue }
            rows.append(
                PDFCrossReferenceRow(number: number, offset: start + output.count, generation: object.generation)
            )
            output += Array("\(number) \(object.generation) obj\n".utf8)
            bodies[number] = start + output.count
            output += object.body + Array("\nendobj\n".utf8)
        }
        let place = start + output.count
        // Readers keep offsets in 32 bits, and tables have ten digits.
        guard place < Int(UInt32.max) - 1_048_576 else { throw .tooLong }
        var trailer = newTrailer(over: output)
        if section.isStream {
            rows.append(PDFCrossReferenceRow(number: nextNumber, offset: place, generation: 0))
            trailer.set("Size", "\(nextNumber + 1)")
            output += Array("\(nextNumber) 0 obj\n".utf8)
            output += PDFCrossReferenceRow.stream(rows, trailer: trailer)
            output += Array("\nendobj\n".utf8)
        } else {
            trailer.set("Size", "\(nextNumber)")
            output += PDFCrossReferenceRow.table(rows) + Array("trailer\n".utf8) + trailer.bytes + [0x0a]
        }
        output += Array("startxref\n\(place)\n%%EOF\n".utf8)
        return Written(appended: output, bodies: bodies)
    }

    private func newTrailer(over objects: [UInt8]) -> PDFDictionaryText {
        var result = PDFDictionaryText()
        for name in ["Root", "Info"] { result[name] = trailer[name] }
        result.set("Prev", "\(section.offset)")
        let new = PDFSpelling.hexadecimal(PDFUpdate.identifier(of: objects, behind: file.view.count))
        let old = resolve(trailer["ID"])
        let first = old.flatMap { tape in tape.members(0).first.map { tape.view.bytes(tape.range($0)) } }
        result["ID"] = PDFSpelling.array([first ?? new, new])
        return result
    }

    /// The second part of the identifier, which tells a state of the file from others (section 14.4): sixteen bytes that
    /// depend on what is added. It protects nothing.
    private static func identifier(of objects: [UInt8], behind count: Int) -> [UInt8] {
        var hashes: [UInt64] = [0xcbf2_9ce4_8422_2325, UInt64(bitPattern: Int64(count)) ^ 0x9e37_79b9_7f4a_7c15]
        for octet in objects {
            hashes[0] = (hashes[0] ^ UInt64(octet)) &* 0x100_0000_01b3
            hashes[1] = (hashes[1] &+ UInt64(octet)) &* 0x2545_f491_4f6c_dd1d
        }
        return hashes.flatMap { hash in (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) } }
    }
}
