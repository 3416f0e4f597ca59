package import KandasSign

// Services of a PKI that lies on the disk.
extension TestPKIFolder {
    /// Whether a path is a folder that ``write(_:to:form:)`` wrote.
    package static func isWritten(_ path: String) -> Bool {
        (try? InputFile(path: "\(path)/\(marker)")) != nil
    }

    /// Opens the services of a PKI that was written before.
    ///
    /// - Parameter path: The folder.
    /// - Returns: The services, and where the certificates say that they answer.
    /// - Throws: ``SigningError`` if a file is missing or damaged.
    package static func services(
        of path: String
    ) throws(SigningError) -> (services: TestServices, addresses: TestServiceAddresses) {
        let limits = Limits()
        func contents(_ name: String) throws(SigningError) -> [UInt8] {
            try InputFile(path: "\(path)/\(name)").contents(limit: limits.keyFileBytes)
        }
        func firstLine(_ name: String) throws(SigningError) -> String {
            String(decoding: try contents(name).prefix { $0 != 0x0a }, as: UTF8.self)
        }
        let password = SecretBytes(copying: try firstLine(passwordFile).utf8)
        func identity(_ name: String) throws(SigningError) -> TestIdentity {
            let file = try KeyFile(path: "\(path)/\(servicesFolder)/\(name).p12", password: password)
            guard let key = file.privateKey, let certificate = file.certificate else {
                throw SigningError(.keyUnusable, "\(servicesFolder)/\(name).p12 holds no key with its certificate")
            }
            return TestIdentity(key: key, certificate: certificate)
        }
        let list = try CertificateRevocationList(der: try contents("trust/issuing.crl"))
        var issued: [Certificate] = []
        var revoked: [RevocationListTemplate.Entry] = []
        for name in try Folder.files(in: "\(path)/\(issuedFolder)") ?? [] {
            let certificate = try Certificate(der: try contents("\(issuedFolder)/\(name)"))
            issued.append(certificate)
            guard let entry = list.entry(serialNumber: certificate.serialNumber) else { continue }
            revoked.append(
                RevocationListTemplate.Entry(
                    serialNumber: certificate.serialNumber,
                    date: entry.revocationDate,
                    reason: entry.reason.flatMap { RevocationListTemplate.Reason(rawValue: UInt8($0.rawValue)) }
                )
            )
        }
        let services = TestServices(
            root: try TestAuthority(try identity("root")),
            issuing: try TestAuthority(try identity("issuing")),
            responder: try identity("ocsp"),
            timestamping: try identity("tsa"),
            issued: issued,
            revoked: revoked
        )
        return (services, TestServiceAddresses(base: try firstLine("\(servicesFolder)/\(addressFile)")))
    }
}
