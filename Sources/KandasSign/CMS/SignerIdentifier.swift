/// How a signer names its certificate (RFC 5652 section 5.3).
public enum SignerIdentifier: Hashable, Sendable {
    /// By the DER encoding of the issuer's name and the content octets of the serial number.
    case issuerAndSerialNumber(issuer: [UInt8], serialNumber: [UInt8])
    /// By the identifier of its key.
    case subjectKeyIdentifier([UInt8])

    /// Reads the choice.
    package init(reading reader: inout DERReader) throws(SigningError) {
        if reader.nextTag == DER.Tag.implicit(0) {
            self = .subjectKeyIdentifier(Array(try reader.next().content))
            return
        }
        var fields = try reader.enter(DER.Tag.sequence, "a signer's identifier")
        let issuer = try fields.next(DER.Tag.sequence, "a signer's issuer").bytes
        let serialNumber = try fields.next().integerOctets("a signer's serial number")
        try fields.end("a signer's identifier")
        self = .issuerAndSerialNumber(issuer: Array(issuer), serialNumber: Array(serialNumber))
    }

    /// Whether `certificate` is one that the identifier names.
    public func names(_ certificate: Certificate) -> Bool {
        switch self {
        case .issuerAndSerialNumber(let issuer, let serialNumber):
            certificate.issuer.der == issuer && certificate.serialNumber == serialNumber
        case .subjectKeyIdentifier(let identifier):
            certificate.subjectKeyIdentifier == identifier
        }
    }
}
