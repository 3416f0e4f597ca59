/// Where the services of a PKI answer, as its certificates say.
package struct TestServiceAddresses: Sendable, Hashable {
    /// What all addresses begin with, without a slash at its end.
    package let base: String

    /// Names addresses below `base`.
    package init(base: String) { self.base = base }

    /// Addresses on this machine.
    package init(port: Int) { self.init(base: "\(TestServiceAddresses.here)\(port)") }

    private static let here = "http://127.0.0.1:"

    /// The port of this machine, or `nil` if the addresses are elsewhere.
    package var port: Int? {
        base.hasPrefix(TestServiceAddresses.here) ? Int(base.dropFirst(TestServiceAddresses.here.count)) : nil
    }

    /// Below a name that nobody can own (RFC 2606 section 2).
    package static let nowhere = TestServiceAddresses(base: "http://pki.kandas.test")

    package var ocsp: String { "\(base)/ocsp/" }
    package var timestamps: String { "\(base)/tsp/" }
    package var rootRevocationList: String { "\(base)/crl/root.crl" }
    package var issuingRevocationList: String { "\(base)/crl/issuing.crl" }
    package var rootCertificate: String { "\(base)/cert/root.cer" }
    package var issuingCertificate: String { "\(base)/cert/issuing.cer" }

    /// All of them, by what they are for.
    package var all: [(name: String, address: String)] {
        [
            ("OCSP", ocsp), ("TSP", timestamps), ("CRL", rootRevocationList), ("CRL", issuingRevocationList),
            ("CA", rootCertificate), ("CA", issuingCertificate),
        ]
    }
}
