/// Gathers what trust folders and single files hold.
struct TrustLoader {
    let limits: Limits
    private(set) var revocationLists: [CertificateRevocationList] = []
    private(set) var ocspResponses: [OCSPResponse] = []
    private(set) var unusedFiles: [TrustStore.UnusedFile] = []
    private var order: [Certificate] = []
    private var scopes: [Certificate: Set<TrustPurpose>] = [:]

    init(limits: Limits) { self.limits = limits }

    /// The certificates that are anchors for something.
    var anchors: [TrustAnchor] {
        order.compactMap { certificate in
            guard let scope = scopes[certificate], !scope.isEmpty else { return nil }
            return TrustAnchor(certificate, for: scope)
        }
    }

    /// The certificates that are anchors for nothing.
    var intermediates: [Certificate] { order.filter { scopes[$0]?.isEmpty ?? true } }

    mutating func load(_ path: String) throws(SigningError) {
        guard let names = try Folder.files(in: path) else {
            let file = try InputFile(path: path)
            do throws(SigningError) {
                let bytes = try file.contents(limit: limits.revocationListBytes)
                let evidence = try TrustFolder.read(bytes, limits: limits)
                for certificate in evidence.certificates { add(certificate, for: certificate.isSelfSigned ? .all : []) }
                revocationLists += evidence.revocationLists
                ocspResponses += evidence.ocspResponses
            } catch {
                guard error.code != .inputUnavailable else { throw error }
                unusedFiles.append(TrustStore.UnusedFile(path: path, reason: error.reason))
            }
            return
        }
        let folder = try TrustFolder(path: path, names: names, limits: limits)
        for anchor in folder.anchors { add(anchor.certificate, for: anchor.purposes) }
        revocationLists += folder.revocationLists
        ocspResponses += folder.ocspResponses
        for file in folder.files {
            let reason: String
            switch file.content {
            case .evidence: continue
            case .changed: reason = "its SHA-256 is not the one in \(TrustManifest.fileName)"
            case .missing: reason = "it is listed in \(TrustManifest.fileName) and not there"
            case .unused(let why): reason = why
            }
            unusedFiles.append(TrustStore.UnusedFile(path: "\(path)/\(file.name)", reason: reason))
        }
    }

    /// Each place that a certificate is given in adds to what it is trusted for.
    private mutating func add(_ certificate: Certificate, for purposes: Set<TrustPurpose>) {
        if scopes[certificate] == nil { order.append(certificate) }
        scopes[certificate, default: []].formUnion(purposes)
    }
}
