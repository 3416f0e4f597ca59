internal import Glibc
package import KandasSign

/// A throw-away PKI on the disk, as `kandas-sign test-pki` leaves it.
package struct TestPKIFolder: Sendable {
    /// The folder's path.
    package let path: String
    /// The files, relative to ``path``, in the order written.
    package private(set) var files: [String] = []

    /// The file by which a folder is known to be one of ours; it says what the folder is.
    package static let marker = "test-pki.txt"
    /// The file with the password of all keys.
    package static let passwordFile = "password.txt"

    /// Folders in the folder.
    static let trustOnline = "trust-online"
    static let issuedFolder = "issued"
    static let servicesFolder = "services"
    /// The file with what the addresses of the services begin with.
    static let addressFile = "address.txt"
    private static let serviceKeys: Set = ["tsa", "ocsp"]

    private static let note = """
        A throw-away public key infrastructure, made by: kandas-sign test-pki
        Its certificates are worth nothing outside tests, and nobody living has one of its identification numbers.

        trust/            what --trust takes: the root (an anchor), the issuing CA, their revocation lists, and in
                          authorities/ the list of bodies that may decide, signed by the root
        trust-online/     the same without revocation lists, for --online
        applicant.p12     an individual who applies
        head.p12          the first head of a legal entity
        stranger.p12      another individual
        revoked.p12       the applicant's key whose certificate was revoked
        expired.p12       the applicant's key whose certificate ended last year
        auth-only.p12     the applicant's key for logging in, which must not sign
        issued/           the certificates of all these keys
        services/         the keys of the authorities and of their services, and where these answer
        password.txt      the password of all these keys

        """

    /// Writes a PKI into a folder.
    ///
    /// Each file appears whole or not at all. If one cannot be written, all that were written are removed again.
    ///
    /// - Parameters:
    ///   - pki: The PKI.
    ///   - path: The folder. It is made if it is missing; if it holds files it must be one that was written here before.
    ///   - form: How the keys are encrypted.
    /// - Returns: The folder.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    @discardableResult
    package static func write(
        _ pki: TestPKI,
        to path: String,
        form: PKCS12Writer.Form = .modern
    ) throws(SigningError) -> TestPKIFolder {
        // All that takes long or may fail comes before the first change on the disk.
        let password = randomPassword()
        let contents = try contents(of: pki, password: password, form: form)
        try requireFree(path)
        try makeFolder(path)
        for folder in ["trust", trustOnline, issuedFolder, servicesFolder] { try makeFolder("\(path)/\(folder)") }
        for folder in ["trust", trustOnline] { try makeFolder("\(path)/\(folder)/authorities") }
        var folder = TestPKIFolder(path: path)
        do throws(SigningError) {
            for (name, bytes, isPrivate) in contents {
                try OutputFile.write(bytes, to: "\(path)/\(name)", isPrivate: isPrivate)
                folder.files.append(name)
            }
        } catch {
            for name in folder.files { unlink("\(path)/\(name)") }
            throw error
        }
        return folder
    }

    private init(path: String) { self.path = path }

    private static func contents(
        of pki: TestPKI,
        password: String,
        form: PKCS12Writer.Form
    ) throws(SigningError) -> [(name: String, bytes: [UInt8], isPrivate: Bool)] {
        var contents: [(name: String, bytes: [UInt8], isPrivate: Bool)] = [
            ("trust/root.cer", pki.root.certificate.der, false),
            ("trust/issuing.cer", pki.issuing.certificate.der, false),
            ("trust/root.crl", pki.rootRevocationList, false),
            ("trust/issuing.crl", pki.issuingRevocationList, false),
        ]
        contents.append(("\(trustOnline)/root.cer", pki.root.certificate.der, false))
        contents.append(("\(trustOnline)/issuing.cer", pki.issuing.certificate.der, false))
        for folder in ["trust", trustOnline] {
            contents.append(("\(folder)/authorities/list.p7s", try pki.authorityList(), false))
            contents.append(("\(folder)/authorities/key.sha256", try pki.authorityListPin(), false))
        }
        let secret = SecretBytes(copying: password.utf8)
        for (name, identity) in pki.issued {
            let isService = TestPKIFolder.serviceKeys.contains(name)
            let place = isService ? "\(servicesFolder)/\(name).p12" : "\(name).p12"
            contents.append((place, try PKCS12Writer.write(identity, password: secret, form: form), true))
            contents.append(("\(issuedFolder)/\(name).cer", identity.certificate.der, false))
        }
        for (name, authority) in [("root", pki.root), ("issuing", pki.issuing)] {
            let identity = TestIdentity(key: authority.key, certificate: authority.certificate)
            let file = try PKCS12Writer.write(identity, password: secret, form: form)
            contents.append(("\(servicesFolder)/\(name).p12", file, true))
        }
        contents.append(("\(servicesFolder)/\(addressFile)", Array("\(pki.addresses.base)\n".utf8), false))
        contents.append((passwordFile, Array("\(password)\n".utf8), true))
        // Last: a folder without it is not taken for a whole one.
        contents.append((marker, Array(note.utf8), false))
        return contents
    }

    /// Makes sure that a PKI may be written to a folder, before the work of making one.
    ///
    /// - Parameter path: The folder; it may be missing.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if it is no folder, or holds files
    ///   and was not written here before.
    package static func requireFree(_ path: String) throws(SigningError) {
        guard access(path, F_OK) == 0, access("\(path)/\(marker)", F_OK) != 0 else { return }
        if let stranger = try firstEntry(of: path) {
            throw SigningError(
                .outputUnwritable,
                "\(path) is not empty (it holds \(stranger)); a test PKI goes into an empty folder"
            )
        }
    }

    private static func makeFolder(_ path: String) throws(SigningError) {
        if mkdir(path, 0o777) == 0 { return }
        let error = errno
        var status = stat()
        if error == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        throw SigningError(.outputUnwritable, "cannot make the folder \(path): \(String(cString: strerror(error)))")
    }

    private static func firstEntry(of path: String) throws(SigningError) -> String? {
        guard let folder = opendir(path) else {
            throw SigningError(.outputUnwritable, "cannot read the folder \(path): \(String(cString: strerror(errno)))")
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { return name }
        }
        return nil
    }

    /// Twenty letters and digits, about 113 bits, with one of each kind that the national rule for passwords asks for.
    private static func randomPassword() -> String {
        let kinds = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789"].map(Array.init)
        let all = kinds.flatMap { $0 }
        let characters = kinds.compactMap { $0.randomElement() } + (0..<17).compactMap { _ in all.randomElement() }
        return String(characters.shuffled())
    }
}
