internal import PDFSyntax

/// Judges a whole PDF.
struct PDFGate {
    let policy: PDFPolicy
    let maximumPadding: Int
    let decisions: (any EmbeddedDecisionVerifier)?

    /// What there is to say.
    struct Verdict {
        var findings: [DocumentFinding] = []
        var summary = PDFSummary()
    }

    /// Judges the bytes of a file that begins with `%PDF-`.
    func judge(_ buffer: PDFBuffer) -> Verdict {
        var verdict = Verdict()
        let ends = PDFEnds(view: buffer.view)
        verdict.findings = ends.findings(maximumPadding: maximumPadding)
        var rules = PDFRules(policy: policy)
        var pictures = PDFPictures(policy: policy)
        let file = PDFFile(buffer, limits: policy.limits) {
            rules.visit($0, $1, $2)
            pictures.visit($0, $1, $2)
        }
        let isEncrypted = rules.hits[.pdfEncrypted] != nil
        // What is encrypted cannot be judged, and has its own finding.
        let hasPages = file.sections.isEmpty || isEncrypted ? nil : file.readPages()
        verdict.findings += structureFindings(
            file,
            isToldOtherwise: isEncrypted || verdict.findings.contains { $0.severity == .refuse }
        )
        verdict.findings += contentFindings(rules, file)
        let known = Set(verdict.findings.map(\.code))
        verdict.findings += pictures.findings.filter { !known.contains($0.code) }
        if let pages = hasPages {
            if pages.count == 0, file.problems.allSatisfy({ $0.kind.isLimit || $0.kind.isHarmless }) {
                verdict.findings.append(DocumentFinding(.pdfNoPages, .refuse))
            }
            if pages.withoutSize > 0 {
                let parameters = ["count": "\(pages.withoutSize)"]
                verdict.findings.append(DocumentFinding(.pdfPageSize, .warning, parameters: parameters))
            }
        }
        verdict.findings += PDFPolyglot.findings(buffer.view)
        verdict.summary = PDFSummary(file, rules, pages: hasPages, headerVersion: ends.version)
        verdict.findings += signatureFindings(verdict.summary, rules)
        return verdict
    }

    /// One finding for the structure, whatever the number of faults: they have one cause and one remedy.
    private func structureFindings(_ file: PDFFile, isToldOtherwise: Bool) -> [DocumentFinding] {
        var findings: [DocumentFinding] = []
        let faults = file.problems.filter { !$0.kind.isLimit && !$0.kind.isHarmless }
        let order = PDFProblem.Kind.allCases
        let first = faults.min { one, other in
            let ranks = [one, other].map { order.firstIndex(of: $0.kind) ?? order.count }
            return (ranks[0], one.offset) < (ranks[1], other.offset)
        }
        if !isToldOtherwise, let first {
            var parameters = ["format": "PDF", "detail": first.kind.rawValue]
            if let object = first.object { parameters["object"] = "\(object)" }
            findings.append(DocumentFinding(.damaged, .refuse, offset: first.offset, parameters: parameters))
        }
        var seen: Set<DocumentFinding.Code> = []
        for problem in file.problems where problem.kind.isLimit {
            let finding = limitFinding(problem)
            if seen.insert(finding.code).inserted { findings.append(finding) }
        }
        return findings
    }

    private func limitFinding(_ problem: PDFProblem) -> DocumentFinding {
        var parameters = ["detail": problem.kind.rawValue]
        if let object = problem.object { parameters["object"] = "\(object)" }
        let code: DocumentFinding.Code
        switch problem.kind {
        case .bomb: code = .pdfBomb
        case .pixels: code = .pdfPicture
        case .pages:
            code = .pdfTooManyPages
            parameters["limit"] = "\(policy.maximumPages)"
        default: code = .pdfTooComplex
        }
        return DocumentFinding(code, .refuse, offset: problem.offset, parameters: parameters)
    }

    private func contentFindings(_ rules: PDFRules, _ file: PDFFile) -> [DocumentFinding] {
        rules.hits.compactMap { code, hit in
            var parameters = ["count": "\(hit.count)"]
            if hit.object > 0 { parameters["object"] = "\(hit.object)" }
            var severity = DocumentFinding.Severity.refuse
            var code = code
            switch code {
            case .pdfLinks:
                guard policy.links != .accept else { return nil }
                severity = policy.links == .refuse ? .refuse : .note
            case .pdfEmbeddedFile:
                if policy.embeddedFiles == .decision, rules.embedded.isDecision(in: file, decisions) {
                    code = .pdfDecision
                    severity = .note
                } else {
                    parameters["count"] = "\(max(rules.embedded.streams.count, 1))"
                    parameters["names"] = rules.embedded.names.joined(separator: ", ")
                }
            default: break
            }
            return DocumentFinding(code, severity, offset: hit.offset, parameters: parameters)
        }
    }

    private func signatureFindings(_ summary: PDFSummary, _ rules: PDFRules) -> [DocumentFinding] {
        var findings: [DocumentFinding] = []
        if !summary.fontsNotEmbedded.isEmpty {
            let parameters = [
                "count": "\(summary.fontsNotEmbedded.count)", "names": summary.fontsNotEmbedded.joined(separator: ", "),
            ]
            findings.append(DocumentFinding(.pdfFontNotEmbedded, .note, parameters: parameters))
        }
        guard let last = summary.signatures.min(by: { $0.bytesAfter < $1.bytesAfter }) else { return findings }
        let parameters = ["count": "\(summary.signatures.count)"]
        findings.append(DocumentFinding(.pdfSigned, .note, parameters: parameters))
        if last.bytesAfter > 0 || summary.signatures.contains(where: { !$0.coversRevision }) {
            findings.append(DocumentFinding(.pdfChangedAfterSigning, .warning, parameters: parameters))
        }
        return findings
    }
}
