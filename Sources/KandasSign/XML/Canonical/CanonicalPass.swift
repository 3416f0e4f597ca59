/// Makes the octets of any number of selections in one pass over a document.
///
/// One thread makes a pass, and the parser calls its methods one after the other, so no access can meet another: the
/// run-time checks of that, which would cost a tenth of a verification, are left out.
final class CanonicalPass: XMLContentHandler {
    private final class Run {
        let job: CanonicalJob
        let writer: any SelectionWriter
        @exclusivity(unchecked) var outcome = CanonicalOutcome()
        @exclusivity(unchecked) var isActive = false
        /// How many elements are open inside the selection.
        @exclusivity(unchecked) var depth = 0
        /// How many elements are open inside a part that is left out; 0 if none is.
        @exclusivity(unchecked) var hole = 0

        init(_ job: CanonicalJob) {
            self.job = job
            writer =
                switch job.form {
                case .canonical(let method): CanonicalWriter(method, to: job.sink)
                case .base64: Base64TextWriter(to: job.sink)
                }
        }
    }

    private struct OpenElement {
        let prefix: XMLNamePointer?
        let name: XMLNamePointer
        let inherits: Int
    }

    /// What no selection covers.
    let coverage = CoverageTracker()

    private let runs: [Run]
    @exclusivity(unchecked) private var active: [Run] = []
    /// The selections that begin with an element of a known number, the last one first.
    @exclusivity(unchecked) private var awaited: [(number: Int, run: Run)] = []
    private var byIdentifier: [[UInt8]: [Run]] = [:]
    private let identifiers: Set<XMLIdentifierAttribute>
    @exclusivity(unchecked) private var scope = XMLNamespaceScope()
    @exclusivity(unchecked) private var open: [OpenElement] = []
    @exclusivity(unchecked) private var inherited: [InheritedAttribute] = []
    @exclusivity(unchecked) private var number = -1

    init(_ jobs: [CanonicalJob], identifiers: Set<XMLIdentifierAttribute>) {
        runs = jobs.map(Run.init)
        self.identifiers = identifiers
        for run in runs {
            switch run.job.selection.apex {
            case .document:
                run.isActive = true
                active.append(run)
            case .element(let number): awaited.append((number, run))
            case .identifier(let value): byIdentifier[Array(value.utf8), default: []].append(run)
            }
        }
        awaited.sort { $0.number > $1.number }
    }

    /// Runs the pass.
    ///
    /// - Returns: What became of each job, in their order.
    /// - Throws: ``SigningError`` if the document cannot be read or a sink fails.
    func run(_ source: any ByteSource, limits: Limits) throws(SigningError) -> [CanonicalOutcome] {
        try XMLContentParser.parse(source, limits: limits, handler: self)
        for run in runs where run.isActive { try finish(run) }
        return runs.map(\.outcome)
    }

    func startElement(_ tag: XMLStartTag) throws(SigningError) {
        number += 1
        try scope.enter(tag)
        try begin(tag)
        let isSignature = tag.isNamed("Signature", "http://www.w3.org/2000/09/xmldsig#")
        var isCovered = false
        for run in active {
            if run.hole > 0 {
                run.hole += 1
                continue
            }
            if isSignature && run.job.selection.excludesSignatures || run.job.selection.leavesOut(number) {
                run.hole = 1
                continue
            }
            if run.depth == 0 { try enter(run, tag) }
            run.depth += 1
            if run.job.isCoverage { isCovered = true }
            try attempt(run) { () throws(SigningError) in
                try run.writer.start(tag, scope: scope, inherited: run.depth == 1 ? inherited : [])
            }
        }
        coverage.start(tag, isCovered: isCovered, isSignature: isSignature, identifiers: identifiers)
        open.append(OpenElement(prefix: tag.prefix, name: tag.name, inherits: inherited.count))
        for index in 0..<tag.attributeCount {
            guard let attribute = tag.attribute(index), let prefix = attribute.prefix, XMLName.equals(prefix, "xml")
            else { continue }
            inherited.append(InheritedAttribute(attribute, value: attribute.value))
        }
    }

    func endElement() throws(SigningError) {
        guard let element = open.popLast() else { return }
        inherited.removeLast(inherited.count - element.inherits)
        coverage.end()
        var hasEnded = false
        for run in active {
            if run.hole > 0 {
                run.hole -= 1
                // An element that is left out from its own start on.
                if run.hole == 0, run.depth == 0, run.job.selection.apex != .document {
                    try finish(run)
                    hasEnded = true
                }
                continue
            }
            run.depth -= 1
            try attempt(run) { () throws(SigningError) in
                try run.writer.end(prefix: element.prefix, name: element.name)
            }
            guard run.depth == 0 else { continue }
            run.outcome.target?.last = number
            if run.job.selection.apex != .document {
                try finish(run)
                hasEnded = true
            }
        }
        if hasEnded { active.removeAll { !$0.isActive } }
        scope.leave()
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        for run in active where run.hole == 0 {
            try attempt(run) { () throws(SigningError) in try run.writer.text(bytes) }
        }
        coverage.text(bytes)
    }

    func comment(_ bytes: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        for run in active where run.hole == 0 {
            try attempt(run) { () throws(SigningError) in try run.writer.comment(bytes, position: position) }
        }
    }

    func instruction(target: XMLNamePointer, data: UnsafeBufferPointer<UInt8>) throws(SigningError) {
        var isCovered = false
        for run in active where run.hole == 0 {
            if run.job.isCoverage { isCovered = true }
            try attempt(run) { () throws(SigningError) in
                try run.writer.instruction(target: target, data: data, position: position)
            }
        }
        coverage.instruction(target, isCovered: isCovered)
    }

    /// Activates the selections that begin with this element.
    private func begin(_ tag: XMLStartTag) throws(SigningError) {
        while let next = awaited.last, next.number == number {
            awaited.removeLast()
            activate(next.run)
        }
        guard !byIdentifier.isEmpty else { return }
        var matching: [Run] = []
        for value in identifierValues(tag, identifiers) {
            for run in byIdentifier[value] ?? [] where !matching.contains(where: { $0 === run }) {
                matching.append(run)
            }
        }
        for run in matching {
            if run.outcome.matches == 0 { activate(run) } else { run.outcome.matches += 1 }
        }
    }

    private func activate(_ run: Run) {
        run.isActive = true
        active.append(run)
    }

    private func enter(_ run: Run, _ tag: XMLStartTag) throws(SigningError) {
        run.outcome.matches += 1
        run.outcome.target = XMLTarget(
            number: number,
            last: number,
            path: path(to: tag),
            namespace: XMLName.text(tag.namespace),
            name: XMLName.text(tag.name)
        )
        if run.job.isCoverage { coverage.cover(tag) }
    }

    private func path(to tag: XMLStartTag) -> String {
        open.map { "/" + XMLName.qualified($0.prefix, $0.name) }.joined()
            + "/" + XMLName.qualified(tag.prefix, tag.name)
    }

    private var position: CanonicalWriter.Position {
        if !open.isEmpty { return .inside }
        return number < 0 ? .beforeRoot : .afterRoot
    }

    /// Runs a step of a writer. What cannot be made into octets is a fact about the job; a sink that fails ends the pass.
    private func attempt(_ run: Run, _ step: () throws(SigningError) -> Void) throws(SigningError) {
        guard run.outcome.failure == nil else { return }
        do throws(SigningError) {
            try step()
        } catch {
            guard error.code == .malformedInput else { throw error }
            run.outcome.failure = error
        }
    }

    private func finish(_ run: Run) throws(SigningError) {
        run.isActive = false
        try attempt(run) { () throws(SigningError) in try run.writer.finish() }
    }
}

/// The values by which attributes of a tag identify its element.
func identifierValues(_ tag: XMLStartTag, _ identifiers: Set<XMLIdentifierAttribute>) -> [[UInt8]] {
    var values: [[UInt8]] = []
    for index in 0..<tag.attributeCount {
        guard let attribute = tag.attribute(index), XMLName.isIdentifier(attribute, identifiers) else { continue }
        values.append(XMLName.decodingAmpersands(attribute.value))
    }
    return values
}

extension XMLName {
    /// Whether an attribute identifies its element.
    static func isIdentifier(
        _ attribute: XMLStartTag.Attribute,
        _ identifiers: Set<XMLIdentifierAttribute>
    ) -> Bool {
        // Most attributes are told apart by their first two letters.
        guard attribute.name.pointee | 0x20 == 0x69 || identifiers != XMLIdentifierAttribute.standard else {
            return false
        }
        return identifiers.contains(
            XMLIdentifierAttribute(namespace: text(attribute.namespace), name: text(attribute.name))
        )
    }
}
