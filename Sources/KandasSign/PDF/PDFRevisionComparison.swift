internal import PDFSyntax

/// Compares the file with what it was when it was signed.
///
/// A closed list says what may have been added: signature fields and their values, evidence for signatures, data about the
/// document. Every object that was replaced, deleted or put where nothing was must be explained by it, in the part that it
/// plays and in no other; whatever is left over is a change of the document.
struct PDFRevisionComparison {
    let old: PDFObjectReader
    let new: PDFObjectReader
    let references: PDFReferences
    var changes = PDFChanges()
    /// Objects that changed, and of which nothing has said yet that they may.
    var unexplained: Set<Int> = []
    /// Objects that were not there.
    private(set) var added: Set<Int> = []
    /// The widgets of new signature fields.
    var newWidgets: Set<Int> = []
    private var visitedFields: Set<Int> = []

    /// Compares.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - rank: The newest cross-reference section of the revision that was signed.
    ///   - end: The offset behind that revision.
    ///   - references: Who refers to what was changed since.
    init(_ file: PDFFile, since rank: Int, end: Int, _ references: PDFReferences) {
        old = PDFObjectReader(file: file, rank: rank)
        new = PDFObjectReader(file: file, rank: 0)
        self.references = references
        for number in file.movedNumbers(since: rank) { sort(number, file) }
        for number in added.sorted() where references.isReferred(number, before: end) {
            forbid("object \(number), which was referred to before it was there")
        }
        compareTrailers(file, rank)
        if let before = old.catalog, let after = new.catalog { compareCatalogs(before, after) }
        comparePages()
        for number in unexplained.sorted() { forbid(describe(number)) }
    }

    mutating func forbid(_ detail: String) {
        if changes.forbidden.count < 8 { changes.forbidden.append(detail) }
    }

    private mutating func sort(_ number: Int, _ file: PDFFile) {
        let after = file.version(of: number)
        guard file.place(of: number, asOf: old.rank) != nil else {
            added.insert(number)
            return
        }
        if let before = file.version(of: number, asOf: old.rank), let after {
            // Each revision has a cross-reference stream; nothing else refers to one.
            let isTable = [before, after].allSatisfy { version in
                version.tape.value(0, .type).map { version.tape.name($0) == .crossReference } ?? false
            }
            if before.isSame(as: after) || isTable && references.isOnly([], referringTo: number) { return }
        }
        unexplained.insert(number)
    }

    private func describe(_ number: Int) -> String {
        guard let value = old.object(number) else { return "object \(number)" }
        let type = old.entry("Type", of: value)?.name ?? old.entry("FT", of: value).map { _ in "Field" }
        let kind = type ?? (value.body?.stream == nil ? "" : "stream")
        return kind.isEmpty ? "object \(number)" : "object \(number) (\(kind))"
    }

    // MARK: Trailer

    private mutating func compareTrailers(_ file: PDFFile, _ rank: Int) {
        let (before, after) = (file.sections[rank], file.sections[0])
        if before.root != after.root { forbid("/Root of the trailer") }
        guard before.info != nil || after.info != nil else { return }
        let (one, two) = (before.info.flatMap { old.object($0) }, after.info.flatMap { new.object($0) })
        let names = difference(one, two)
        guard !names.isEmpty else { return }
        // What a title bar shows stays as it was.
        guard names.isSubset(of: ["ModDate", "Producer", "CreationDate", "Creator"]) || one == nil,
            after.info.map({ references.isOnly([0], referringTo: $0) }) ?? true
        else { return forbid("/Info of the trailer") }
        changes.hasNewMetadata = true
        if let number = before.info { unexplained.remove(number) }
    }

    // MARK: Catalogue

    private mutating func compareCatalogs(_ before: PDFValue, _ after: PDFValue) {
        guard before.kind == .dictionary, after.kind == .dictionary else { return forbid("the catalogue") }
        for name in difference(before, after, resolving: false).sorted()
        where !["AcroForm", "DSS", "Metadata", "Version", "Extensions"].contains(name) {
            forbid("/\(name) of the catalogue")
        }
        if let number = before.number { unexplained.remove(number) }
        explainExclusive("Extensions", before, after)
        if explainMetadata(before, after) { changes.hasNewMetadata = true }
        compareStores(before, after)
        compareForms(before, after)
    }

    /// The object that an entry of the catalogue refers to before and after, if it changed and nothing else refers to it.
    @discardableResult
    private mutating func explainExclusive(_ name: String, _ before: PDFValue, _ after: PDFValue) -> Bool {
        guard let index = after.tape.value(after.index, named: name), let number = after.tape.reference(index),
            let holder = after.number, unexplained.contains(number), references.isOnly([holder], referringTo: number)
        else { return false }
        unexplained.remove(number)
        return true
    }

    private mutating func explainMetadata(_ before: PDFValue, _ after: PDFValue) -> Bool {
        let isReplaced = explainExclusive("Metadata", before, after)
        return difference(before, after, resolving: false).contains("Metadata") || isReplaced
    }

    // MARK: Evidence

    private mutating func compareStores(_ before: PDFValue, _ after: PDFValue) {
        guard let root = after.number else { return }
        guard let store = new.entry("DSS", of: after) else {
            if old.entry("DSS", of: before) != nil { forbid("/DSS of the catalogue") }
            return
        }
        var family: Set<Int> = [root]
        explainStore(store, keys: ["Type", "VRI", "Certs", "OCSPs", "CRLs"], &family)
        guard let table = new.entry("VRI", of: store), table.kind == .dictionary else { return }
        explain(table, among: &family)
        for entry in table.tape.entries(table.index) {
            guard let value = new.resolve(entry.value, of: table) else { continue }
            explainStore(value, keys: ["Type", "Cert", "OCSP", "CRL", "TU", "TS"], &family)
        }
    }

    private mutating func explainStore(_ value: PDFValue, keys: Set<String>, _ family: inout Set<Int>) {
        guard value.kind == .dictionary, Set(value.tape.entries(value.index).map(\.name)).isSubset(of: keys) else {
            return forbid("/DSS of the catalogue")
        }
        explain(value, among: &family)
        for entry in value.tape.entries(value.index) {
            guard let array = new.resolve(entry.value, of: value), array.kind == .array else { continue }
            explain(array, among: &family)
        }
    }

    /// An object of the store may change if nothing but the store refers to it.
    private mutating func explain(_ value: PDFValue, among family: inout Set<Int>) {
        guard let number = value.number else { return }
        if unexplained.contains(number), value.body?.stream == nil, references.isOnly(family, referringTo: number) {
            unexplained.remove(number)
        }
        family.insert(number)
    }

    // MARK: Form

    private mutating func compareForms(_ before: PDFValue, _ after: PDFValue) {
        let (one, two) = (old.entry("AcroForm", of: before), new.entry("AcroForm", of: after))
        guard let two else {
            if one != nil { forbid("/AcroForm of the catalogue") }
            return
        }
        guard two.kind == .dictionary, one.map({ $0.kind == .dictionary }) ?? true else {
            return forbid("/AcroForm of the catalogue")
        }
        // Without a form there were no fields that another default could show otherwise.
        let free: Set = one == nil ? ["Fields", "SigFlags", "DA", "DR"] : ["Fields", "SigFlags"]
        for name in difference(one, two).sorted() where !free.contains(name) { forbid("/\(name) of the form") }
        if let number = two.number, number == one?.number { unexplained.remove(number) }
        let (fields, later) = (one.flatMap { old.entry("Fields", of: $0) }, new.entry("Fields", of: two))
        guard let added = additions(fields, later, holders: [two.number ?? after.number].compactMap { $0 }) else {
            return forbid("/Fields of the form")
        }
        let known = fields.flatMap { old.references($0) } ?? []
        for number in added { explainNewField(number, parent: nil) }
        for number in known { compareField(number, type: nil, path: []) }
    }

    /// What an array of references has more than before; `nil` if anything was taken away or moved, or if the array has
    /// other parts to play.
    mutating func additions(_ before: PDFValue?, _ after: PDFValue?, holders: [Int]) -> [Int]? {
        let one = before.map { old.references($0) } ?? []
        let two = after.map { new.references($0) } ?? []
        guard let one, let two else { return nil }
        let known = Set(one)
        guard two.filter({ known.contains($0) }) == one else { return nil }
        if let number = after?.number, unexplained.contains(number) {
            guard references.isOnly(Set(holders), referringTo: number) else { return nil }
            unexplained.remove(number)
        }
        return two.filter { !known.contains($0) }
    }

    private mutating func compareField(_ number: Int, type inherited: String?, path: [String]) {
        guard visitedFields.insert(number).inserted, visitedFields.count <= 10_000, path.count < 32,
            let before = old.object(number), let after = new.object(number),
            before.kind == .dictionary, after.kind == .dictionary
        else { return }
        let type = old.entry("FT", of: before)?.name ?? inherited
        let path = path + [old.entry("T", of: before)?.text ?? ""].filter { !$0.isEmpty }
        let kids = old.entry("Kids", of: before)
        if unexplained.contains(number) {
            var names = difference(before, after, resolving: false)
            if type == "Sig", old.entry("V", of: before) == nil, let value = new.entry("V", of: after) {
                names.subtract(["V", "AP", "AS", "M"])
                noteSigned(path, value, drawsOnPage: false)
            }
            if let added = additions(kids, new.entry("Kids", of: after), holders: [number]) {
                names.remove("Kids")
                for kid in added { explainNewField(kid, parent: path) }
            }
            if names.isEmpty { unexplained.remove(number) }
        } else if type == "Sig", old.entry("V", of: before) == nil, let value = new.entry("V", of: after) {
            noteSigned(path, value, drawsOnPage: false)
        }
        for kid in kids.flatMap({ old.references($0) }) ?? [] { compareField(kid, type: type, path: path) }
    }

    private mutating func noteSigned(_ path: [String], _ value: PDFValue, drawsOnPage: Bool) {
        let form = new.entry("SubFilter", of: value)?.name
        let isTimestamp = new.entry("Type", of: value)?.name == "DocTimeStamp" || form == "ETSI.RFC3161"
        let name = path.joined(separator: ".")
        changes.signed.append(.init(name: name, isTimestamp: isTimestamp, drawsOnPage: drawsOnPage))
    }

    /// What a signature field and its widget may consist of.
    private static let fieldKeys: Set = [
        "Type", "Subtype", "FT", "T", "TU", "TM", "V", "F", "Ff", "Rect", "P", "AP", "AS", "Parent", "Kids", "Lock", "SV",
        "MK", "DA", "M", "NM", "Border", "BS", "Q", "DR", "StructParent",
    ]

    private mutating func explainNewField(_ number: Int, parent: [String]?) {
        guard added.contains(number), !newWidgets.contains(number), let field = new.object(number),
            field.kind == .dictionary, field.body?.stream == nil
        else { return forbid("object \(number), which became a field") }
        let names = Set(field.tape.entries(field.index).map(\.name))
        let type = new.entry("FT", of: field)?.name
        let subtype = new.entry("Subtype", of: field)?.name
        guard names.isSubset(of: PDFRevisionComparison.fieldKeys), type == "Sig" || type == nil && parent != nil,
            subtype == nil || subtype == "Widget", [nil, "Annot"].contains(new.entry("Type", of: field)?.name)
        else { return forbid("a new field in object \(number)") }
        newWidgets.insert(number)
        let path = (parent ?? []) + [new.entry("T", of: field)?.text ?? ""].filter { !$0.isEmpty }
        var drawn = drawsOnPage(field)
        for kid in new.entry("Kids", of: field).flatMap({ new.references($0) }) ?? [] {
            explainNewField(kid, parent: path)
            drawn = drawn || new.object(kid).map(drawsOnPage) ?? false
        }
        guard let value = new.entry("V", of: field) else { return }
        noteSigned(path, value, drawsOnPage: drawn)
    }

    private func drawsOnPage(_ widget: PDFValue) -> Bool {
        guard new.entry("AP", of: widget) != nil else { return false }
        let flags = new.entry("F", of: widget)?.integer ?? 0
        guard flags & 0b10_0010 == 0 else { return false }
        guard let box = new.entry("Rect", of: widget), box.kind == .array else { return true }
        let sides = box.tape.members(box.index).map { box.tape.number($0) }
        guard sides.count == 4, let left = sides[0], let bottom = sides[1], let right = sides[2], let top = sides[3]
        else { return true }
        return left != right && bottom != top
    }

    // MARK: Pages

    /// A page may get the widgets of new signature fields, and nothing else.
    private mutating func comparePages() {
        for number in unexplained.sorted() {
            guard let before = old.object(number), let after = new.object(number) else { continue }
            if before.kind == .dictionary, after.kind == .dictionary, old.entry("Type", of: before)?.name == "Page" {
                guard difference(before, after, resolving: false) == ["Annots"],
                    let added = additions(old.entry("Annots", of: before), new.entry("Annots", of: after), holders: [number]),
                    Set(added).isSubset(of: newWidgets)
                else { continue }
                unexplained.remove(number)
            } else if before.kind == .array, after.kind == .array, isAnnotations(number),
                let added = additions(before, after, holders: Array(references.numbers(referringTo: number)))
            {
                if !Set(added).isSubset(of: newWidgets) { unexplained.insert(number) }
            }
        }
    }

    /// Whether an array is the list of one page's annotations and nothing else.
    private func isAnnotations(_ number: Int) -> Bool {
        let holders = references.numbers(referringTo: number)
        guard holders.count == 1, let holder = holders.first, let page = old.object(holder), page.kind == .dictionary,
            old.entry("Type", of: page)?.name == "Page"
        else { return false }
        let entries = page.tape.entries(page.index).filter { page.tape.reference($0.value) == number }
        return entries.map(\.name) == ["Annots"]
    }

    // MARK: Dictionaries

    /// The names of the entries in which two dictionaries differ.
    ///
    /// - Parameter resolving: Whether the same value behind a reference is the same.
    private func difference(_ before: PDFValue?, _ after: PDFValue?, resolving: Bool = true) -> Set<String> {
        func table(_ value: PDFValue?) -> [String: Int] {
            guard let value else { return [:] }
            return Dictionary(value.tape.entries(value.index).map { ($0.name, $0.value) }, uniquingKeysWith: { one, _ in one })
        }
        let (one, two) = (table(before), table(after))
        return Set(one.keys).union(two.keys)
            .filter { name in
                guard let before, let after, let left = one[name], let right = two[name] else { return true }
                if before.tape.isSame(left, as: after.tape, right) { return false }
                guard resolving, let first = old.resolve(left, of: before), let second = new.resolve(right, of: after)
                else { return true }
                return !first.isSame(as: second)
            }
    }
}
