internal import PDFSyntax

/// Evidence in the document security store (ETSI EN 319 142-1 section 5.4.2). Nothing in it is believed yet.
enum PDFSecurityStore {
    /// Reads what is there.
    static func evidence(_ reader: PDFObjectReader, limits: Limits) -> [SignedPDFFacts.StoredEvidence] {
        guard let catalog = reader.catalog, let store = reader.entry("DSS", of: catalog), store.kind == .dictionary else {
            return []
        }
        var streams: [Int] = []
        collect(["Certs", "OCSPs", "CRLs"], of: store, reader, &streams)
        if let table = reader.entry("VRI", of: store) {
            for entry in table.tape.entries(table.index).prefix(limits.pdfSignatures) {
                guard let value = reader.resolve(entry.value, of: table) else { continue }
                collect(["Cert", "OCSP", "CRL"], of: value, reader, &streams)
            }
        }
        var seen: Set<Int> = []
        var result: [SignedPDFFacts.StoredEvidence] = []
        for number in streams where seen.insert(number).inserted {
            guard result.count < limits.revocationInfos, let body = reader.object(number)?.body,
                let bytes = reader.file.decode(number, limit: limits.revocationListBytes)
            else { continue }
            var evidence = Evidence()
            if let certificate = try? Certificate(der: bytes, limits: limits) {
                evidence.certificates = [certificate]
            } else if let response = try? OCSPResponse(der: bytes, limits: limits) {
                evidence.ocspResponses = [response]
            } else if let list = try? CertificateRevocationList(der: bytes, limits: limits) {
                evidence.revocationLists = [list]
            } else {
                continue
            }
            result.append(SignedPDFFacts.StoredEvidence(offset: body.range.lowerBound, evidence: evidence))
        }
        return result
    }

    private static func collect(
        _ names: [String],
        of dictionary: PDFValue,
        _ reader: PDFObjectReader,
        _ streams: inout [Int]
    ) {
        for name in names {
            guard let array = reader.entry(name, of: dictionary) else { continue }
            streams += array.tape.members(array.index).compactMap { array.tape.reference($0) }
        }
    }
}
