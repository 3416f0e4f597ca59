import ArgumentParser
import KandasSign
import KandasTestPKI

/// `test-pki`: a throw-away PKI in the shape of the national one.
struct TestPKICommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "test-pki",
        abstract: "Makes a throw-away PKI in the shape of the national one: trust, keys of synthetic people, services.",
        discussion: """
            Writes trust/ (what --trust takes), trust-online/ (the same without revocation lists), applicant.p12, \
            head.p12, stranger.p12, revoked.p12, expired.p12, auth-only.p12, password.txt, which opens them all, \
            issued/ and services/. It lasts a year.

            With --port its certificates name services on that port of this machine. --serve runs them until it is \
            stopped: OCSP, timestamps, revocation lists, certificates of the authorities. It makes the PKI first if \
            there is none in the folder.
            """
    )

    /// The key algorithm of a PKI.
    enum Algorithm: String, ExpressibleByArgument, CaseIterable {
        case gost2015
        case rsa
        case ec
    }

    @Argument(
        help: "The folder: a new or an empty one, or one that this verb made before.",
        completion: .directory
    )
    var folder: String

    @Option(
        help: "The algorithm of all keys: GOST R 34.10-2015-512 (gost2015, the default), RSA-2048, or ECDSA on P-256."
    )
    var algorithm: Algorithm?

    @Flag(help: "Encrypt the keys as the national CA does, with outdated ciphers, instead of the modern way.")
    var nationalEncryption = false

    @Option(
        help: ArgumentHelp(
            "The port of this machine that the certificates name for their services; with --serve, 0 or nothing means "
                + "any that is free.",
            valueName: "port"
        )
    )
    var port: Int?

    @Flag(help: "Run the services of the PKI in the folder until stopped; make it first if it is not there.")
    var serve = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        guard port.map({ 0...65_535 ~= $0 }) ?? true else { throw ValidationError("A port is a number up to 65535.") }
        if port == 0, !serve { throw ValidationError("--port 0 needs --serve: nobody knows the port before.") }
        guard serve, TestPKIFolder.isWritten(folder) else { return }
        if algorithm != nil || nationalEncryption {
            throw ValidationError("\(folder) holds a PKI already; --serve runs it as it is.")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        guard serve else {
            try make(console, addresses: port.map(TestServiceAddresses.init(port:)) ?? .nowhere)
            return .passed
        }
        let server: TestServiceServer
        if TestPKIFolder.isWritten(folder) {
            let named = try TestPKIFolder.services(of: folder).addresses
            if let port, port != 0, named.port != port {
                throw ValidationError("The certificates in \(folder) name \(named.base), which --port cannot change.")
            }
            guard let port = named.port else {
                throw ValidationError("The certificates in \(folder) name no service here; make it with --port.")
            }
            server = try TestServiceServer(port: port)
        } else {
            server = try TestServiceServer(port: port ?? 0)
            try make(console, addresses: TestServiceAddresses(port: server.port))
        }
        let (services, addresses) = try TestPKIFolder.services(of: folder)
        try announce(addresses, console)
        let stop = StopSignal(writingTo: server.stopDescriptor)
        server.serve { services.answer($0, at: .now()) }
        stop.end()
        return .passed
    }

    private func make(_ console: Console, addresses: TestServiceAddresses) throws {
        let algorithm = algorithm ?? .gost2015
        let kind: PrivateKey.Kind =
            switch algorithm {
            case .rsa: .rsa(bits: 2_048)
            case .ec: .ellipticCurve(bits: 256)
            case .gost2015: .national(.gost2015x512)
            }
        try TestPKIFolder.requireFree(folder)
        let pki = try TestPKI.make(kind: kind, at: .now(), addresses: addresses)
        let written = try TestPKIFolder.write(pki, to: folder, form: nationalEncryption ? .national : .modern)
        if console.isJSON {
            let made = Made(folder: written.path, algorithm: algorithm.rawValue, files: written.files)
            try console.write(object: made)
        } else {
            let lines = written.files.map { "  \(written.path)/\($0)" }
            try console.write(([console.word("RESULT_TEST_PKI") + ":"] + lines).joined(separator: "\n"))
        }
    }

    /// Says where the services answer, at once: whoever started them waits for it.
    private func announce(_ addresses: TestServiceAddresses, _ console: Console) throws {
        if console.isJSON {
            let places = addresses.all.map { Serving.Service(service: $0.name, address: $0.address) }
            try console.write(object: Serving(folder: folder, services: places))
        } else {
            let lines = addresses.all.map { "  \($0.name): \($0.address)" }
            try console.write(([console.word("RESULT_TEST_SERVICES") + ":"] + lines).joined(separator: "\n"))
        }
        try console.flush()
    }

    private struct Made: Encodable {
        let folder: String
        let algorithm: String
        let files: [String]
    }

    private struct Serving: Encodable {
        let folder: String
        let services: [Service]

        struct Service: Encodable {
            let service: String
            let address: String
        }
    }
}
