import Support

@testable import KandasSign

/// An authority that OpenSSL's own commands run: they issue, revoke, and answer OCSP requests.
final class OpenSSLAuthority: Sendable {
    static let shared = Result { try OpenSSLAuthority() }

    let folder: TemporaryFolder

    private static let configuration = """
        [ca]
        default_ca = authority
        [authority]
        database = index.txt
        serial = serial
        new_certs_dir = .
        default_md = sha256
        default_days = 3650
        policy = any
        unique_subject = no
        default_crl_days = 30
        crlnumber = crlnumber
        [any]
        commonName = supplied
        [req]
        distinguished_name = name
        prompt = no
        [name]
        CN = nobody
        [root]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        [user]
        basicConstraints = CA:FALSE
        keyUsage = critical,digitalSignature,nonRepudiation
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [responder]
        basicConstraints = CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = OCSPSigning
        1.3.6.1.5.5.7.48.1.5 = ASN1:NULL
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [checked]
        basicConstraints = CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = OCSPSigning
        crlDistributionPoints = URI:http://authority.test/list.crl
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        """

    private init() throws {
        folder = try TemporaryFolder()
        try folder.write(Array(Self.configuration.utf8), as: "authority.cnf")
        for authority in ["root", "other"] {
            try Tool.openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "3650",
                "-config",
                "authority.cnf",
                "-extensions",
                "root",
                "-subj",
                "/CN=\(authority)",
                "-keyout",
                "\(authority).key",
                "-out",
                "\(authority).pem",
                in: folder.path
            )
        }
        try folder.write(Array("1000\n".utf8), as: "serial")
        try folder.write(Array("01\n".utf8), as: "crlnumber")
        try folder.write([], as: "index.txt")
        for (name, kind, authority) in [
            ("good", "user", "root"), ("revoked", "user", "root"), ("responder", "responder", "root"),
            ("checked", "checked", "root"), ("usage", "user", "root"), ("stranger", "responder", "other"),
        ] { try issue(name, kind, by: authority) }
        try Tool.openssl(
            "ca",
            "-config",
            "authority.cnf",
            "-cert",
            "root.pem",
            "-keyfile",
            "root.key",
            "-revoke",
            "revoked.pem",
            "-crl_reason",
            "keyCompromise",
            in: folder.path
        )
    }

    private func issue(_ name: String, _ kind: String, by authority: String) throws {
        try Tool.openssl(
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-config",
            "authority.cnf",
            "-subj",
            "/CN=\(name)",
            "-keyout",
            "\(name).key",
            "-out",
            "\(name).csr",
            in: folder.path
        )
        try Tool.openssl(
            "ca",
            "-batch",
            "-config",
            "authority.cnf",
            "-cert",
            "\(authority).pem",
            "-keyfile",
            "\(authority).key",
            "-extensions",
            kind,
            "-in",
            "\(name).csr",
            "-out",
            "\(name).pem",
            "-notext",
            in: folder.path
        )
    }

    /// A certificate that it issued.
    func certificate(_ name: String) throws -> Certificate {
        let blocks = try PEMBlock.all(in: readFile(folder("\(name).pem")))
        guard let block = blocks.first else { throw SupportFailure("no certificate \(name)") }
        return try Certificate(der: block.bytes)
    }

    /// What `openssl ocsp` answers.
    ///
    /// - Parameters:
    ///   - request: Our request, in DER.
    ///   - responder: Whose key signs.
    ///   - options: More of its options.
    /// - Returns: The response.
    /// - Throws: `SupportFailure` if OpenSSL does not take the request, `SigningError` if we do not read its answer.
    func answer(_ request: OCSPRequest, as responder: String = "responder", _ options: String...) throws -> OCSPResponse
    {
        let own = try TemporaryFolder()
        try own.write(request.der, as: "request")
        let outcome = try Tool.run(
            "openssl",
            [
                "ocsp", "-index", "index.txt", "-CA", "root.pem", "-rsigner", "\(responder).pem",
                "-rkey", "\(responder).key", "-reqin", own("request"), "-respout", own("response"),
            ] + options,
            in: folder.path
        )
        guard outcome.status == 0 else { throw SupportFailure("\(outcome)") }
        return try OCSPResponse(der: readFile(own("response")))
    }

    /// A current revocation list with one certificate on it that the authority's own files do not know of.
    func list(revoking name: String) throws -> CertificateRevocationList {
        let serial = try Hexadecimal.text(certificate(name).serialNumber).uppercased()
        let entry = "R\t360101000000Z\t260101000000Z\t\(serial)\tunknown\t/CN=\(name)\n"
        try folder.write(Array(entry.utf8), as: "index-\(name).txt")
        let configuration = Self.configuration.replacing("= index.txt", with: "= index-\(name).txt")
        try folder.write(Array(configuration.utf8), as: "\(name).cnf")
        return try list("\(name).cnf")
    }

    /// The current revocation list.
    func list() throws -> CertificateRevocationList { try list("authority.cnf") }

    private func list(_ configuration: String) throws -> CertificateRevocationList {
        let name = "list-\(UInt64.random(in: 0 ... .max)).pem"
        try Tool.openssl(
            "ca",
            "-config",
            configuration,
            "-cert",
            "root.pem",
            "-keyfile",
            "root.key",
            "-gencrl",
            "-out",
            name,
            in: folder.path
        )
        let blocks = try PEMBlock.all(in: readFile(folder(name)))
        return try CertificateRevocationList(der: blocks.first?.bytes ?? [])
    }
}
