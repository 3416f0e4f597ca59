internal import PDFSyntax

/// The JPEG pictures within a PDF, each judged as far as it takes to see that all of it is there.
///
/// What a picture tells besides, what follows it and which way it is turned is not asked: viewers show none of it.
struct PDFPictures {
    /// How many blocks the scans of progressive pictures may pass over in one file, besides eight for each byte.
    private static let mostUnits = 256_000_000
    /// How many bytes of pictures that other filters hold are looked at.
    private static let mostDecodedBytes = 67_108_864

    let policy: PDFPolicy
    private var units = PDFPictures.mostUnits
    private var decodedBytes = PDFPictures.mostDecodedBytes
    /// The first of each kind, and how many there are.
    private(set) var hits: [DocumentFinding.Code: (finding: DocumentFinding, count: Int)] = [:]

    init(policy: PDFPolicy) { self.policy = policy }

    mutating func visit(_ object: PDFObject, _ tape: PDFTape, _ file: PDFFile) {
        guard policy.pictures != .accept, object.stream != nil, tape.value(0, .width) != nil,
            tape.value(0, .height) != nil, !claimsTooMuch(tape, file)
        else { return }
        var fault: JPEGFault?
        var base: Int?
        let isFound = file.withJPEG(object, tape, limit: decodedBytes) { bytes, offset in
            base = offset
            if offset == nil { decodedBytes -= bytes.count }
            fault = judge(bytes)
        }
        guard isFound, let fault else { return }
        var parameters = fault.parameters
        parameters["object"] = "\(object.number)"
        let code: DocumentFinding.Code
        var severity = DocumentFinding.Severity.refuse
        switch fault.code {
        case .tooManyPixels: code = .pdfPicture
        case .pdfTooComplex: code = .pdfTooComplex
        default:
            code = .pdfPictureDamaged
            severity = policy.pictures == .refuse ? .refuse : .warning
            if parameters["detail"] == nil { parameters["detail"] = fault.code.rawValue }
        }
        let offset = base.map { $0 + fault.offset } ?? object.range.lowerBound
        let finding = DocumentFinding(code, severity, offset: offset, parameters: parameters)
        hits[code, default: (finding, 0)].count += 1
    }

    /// Whether the dictionary alone says that the picture is too large, which is told elsewhere.
    private func claimsTooMuch(_ tape: PDFTape, _ file: PDFFile) -> Bool {
        let sides = [PDFName.width, .height].map { file.integer(tape, $0) ?? 0 }
        guard sides.allSatisfy({ $0 > 0 }) else { return false }
        let (pixels, isHuge) = sides[0].multipliedReportingOverflow(by: sides[1])
        return isHuge || pixels > policy.maximumPicturePixels
    }

    /// The findings, with the number of pictures that each is about.
    var findings: [DocumentFinding] {
        hits.values.map { hit in
            var parameters = hit.finding.parameters
            parameters["count"] = "\(hit.count)"
            let first = hit.finding
            return DocumentFinding(first.code, first.severity, offset: first.offset, parameters: parameters)
        }
    }

    /// What is wrong with a picture.
    private mutating func judge(_ bytes: UnsafeBufferPointer<UInt8>) -> JPEGFault? {
        guard let base = bytes.baseAddress else { return JPEGFault(.truncated, at: 0) }
        var bounds = JPEGPolicy()
        bounds.maximumPixels = policy.maximumPicturePixels
        // Viewers of PDF need not know arithmetic coding (ISO 32000-2, section 7.4.8).
        bounds.arithmetic = .refuse
        var picture = JPEGPicture(policy: bounds)
        picture.mostUnits = units + 8 * bytes.count
        defer { units -= max(0, picture.units - 8 * bytes.count) }
        let window = JPEGWindow(base: base, count: bytes.count, offset: 0, isLast: true)
        var index = 0
        do throws(JPEGFault) {
            _ = try picture.advance(window, from: &index)
        } catch {
            // Writers leave the end marker out, and fill what is behind the last block with anything.
            return picture.hasEveryBlock && error.code != .pdfTooComplex ? nil : error
        }
        return picture.findings.first { $0.code == .jpegArithmetic }
            .map { _ in .unsupported("arithmetic", at: 0) }
    }
}
