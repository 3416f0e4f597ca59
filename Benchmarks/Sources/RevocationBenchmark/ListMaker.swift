import Glibc
import KandasSign

/// Makes an authority, a holder's certificate and a revocation list, with OpenSSL's commands and a file of its own form: the
/// database of `openssl ca`.
struct ListMaker {
    let folder: String

    struct Made {
        let folder: String
        let issuer: Certificate
        let leaf: Certificate
        let list: [UInt8]
    }

    static let peer = "openssl verify -crl_check -CAfile root.pem -CRLfile list.pem leaf.pem"

    /// The serial number of an entry: 16 octets, as authorities give them, and the same in each run.
    static func serialNumber(_ number: Int) -> [UInt8] {
        var state = UInt64(number) &+ 1
        var octets: [UInt8] = [1 + UInt8(number & 0x3f)]
        for _ in 0..<15 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            octets.append(UInt8(truncatingIfNeeded: state >> 33))
        }
        return octets
    }

    func make(_ count: Int) throws -> Made {
        mkdir(folder, 0o700)
        try write(
            """
            [ca]
            default_ca = authority
            [authority]
            database = index.txt
            serial = serial
            new_certs_dir = .
            default_md = sha256
            policy = any
            default_days = 30
            default_crl_days = 30
            [any]
            commonName = supplied
            [req]
            distinguished_name = name
            [name]
            [root]
            basicConstraints = critical,CA:TRUE
            keyUsage = critical,keyCertSign,cRLSign
            subjectKeyIdentifier = hash
            """,
            "authority.cnf"
        )
        try write("01\n", "serial")
        try write("", "index.txt")
        try run(
            "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -config authority.cnf -extensions root -subj /CN=root -keyout root.key -out root.pem"
        )
        try run(
            "openssl req -newkey rsa:2048 -nodes -config authority.cnf -subj /CN=leaf -keyout leaf.key -out leaf.csr"
        )
        try run(
            "openssl ca -batch -config authority.cnf -cert root.pem -keyfile root.key -in leaf.csr -notext -out leaf.pem"
        )
        var lines = ""
        for number in 0..<count {
            let digits = ListMaker.serialNumber(number)
                .map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            lines += "R\t360101000000Z\t260101000000Z\t\(digits.joined())\tunknown\t/CN=revoked\n"
        }
        try write(lines, "index.txt")
        try run("openssl ca -config authority.cnf -cert root.pem -keyfile root.key -gencrl -out list.pem")
        try run("openssl crl -in list.pem -outform DER -out list.crl")
        for name in ["root", "leaf"] { try run("openssl x509 -in \(name).pem -outform DER -out \(name).cer") }
        return Made(
            folder: folder,
            issuer: try Certificate(der: bytes("root.cer")),
            leaf: try Certificate(der: bytes("leaf.cer")),
            list: try bytes("list.crl")
        )
    }

    private func run(_ command: String) throws {
        guard system("cd \(folder) && \(command) 2>/dev/null >/dev/null") == 0 else { throw Failure(what: command) }
    }

    private func write(_ text: String, _ name: String) throws {
        guard let file = fopen("\(folder)/\(name)", "w") else { throw Failure(what: name) }
        defer { fclose(file) }
        guard fputs(text, file) >= 0 else { throw Failure(what: name) }
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        try InputFile(path: "\(folder)/\(name)").contents(limit: 1 << 30)
    }

    struct Failure: Error {
        let what: String
    }
}
