/// What ends the reading of a JPEG: the one thing that is wrong, and where.
struct JPEGFault: Error {
    let code: DocumentFinding.Code
    /// From the file's start.
    let offset: Int
    let parameters: [String: String]

    init(_ code: DocumentFinding.Code, at offset: Int, _ parameters: [String: String] = [:]) {
        self.code = code
        self.offset = offset
        self.parameters = parameters
    }

    static func damaged(_ detail: String, at offset: Int) -> JPEGFault {
        JPEGFault(.damaged, at: offset, ["detail": detail])
    }

    static func unsupported(_ detail: String, at offset: Int) -> JPEGFault {
        JPEGFault(.jpegKind, at: offset, ["detail": detail])
    }

    var finding: DocumentFinding {
        let parameters = parameters.merging(["format": "JPEG"]) { own, _ in own }
        return DocumentFinding(code, .refuse, offset: offset, parameters: parameters)
    }
}
