/// Sorts the files of trust folders.
struct TrustLoader {
    let limits: Limits
    private(set) var anchors: [Certificate] = []
    private(set) var intermediates: [Certificate] = []
    private(set) var revocationLists: [CertificateRevocationList] = []
    private(set) var unusedFiles: [TrustStore.UnusedFile] = []
    private var known: Set<Certificate> = []

    init(limits: Limits) { self.limits = limits }

    mutating func load(_ path: String) throws(SigningError) {
        guard let names = try Folder.files(in: path) else {
            try loadFile(path)
            return
        }
        for name in names { try loadFile("\(path)/\(name)") }
    }

    private mutating func loadFile(_ path: String) throws(SigningError) {
        do throws(SigningError) {
            let bytes = try InputFile(path: path).contents(limit: limits.revocationListBytes)
            if bytes.first == DER.Tag.sequence {
                try add(bytes)
            } else {
                let blocks = try PEMBlock.all(in: bytes)
                guard !blocks.isEmpty else { throw .malformed("neither DER nor PEM") }
                for block in blocks { try add(block.bytes) }
            }
        } catch {
            guard error.code != .inputUnavailable else { throw error }
            unusedFiles.append(TrustStore.UnusedFile(path: path, reason: error.reason))
        }
    }

    private mutating func add(_ der: [UInt8]) throws(SigningError) {
        if let certificate = try? Certificate(der: der, limits: limits) {
            guard known.insert(certificate).inserted else { return }
            if certificate.isSelfSigned { anchors.append(certificate) } else { intermediates.append(certificate) }
        } else if let list = try? CertificateRevocationList(der: der, limits: limits) {
            revocationLists.append(list)
        } else {
            throw .malformed("neither a certificate nor a revocation list")
        }
    }
}
