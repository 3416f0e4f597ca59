/// The attributes of a PKCS#12 bag that matter here (RFC 7292 section 4.2): its name, and which key belongs to which
/// certificate.
struct PKCS12Attributes {
    private var friendlyName: String?
    private var localKeyIdentifier: [UInt8]?

    private static let friendlyNameType: ObjectIdentifier = "1.2.840.113549.1.9.20"
    private static let localKeyIdentifierType: ObjectIdentifier = "1.2.840.113549.1.9.21"

    init(_ set: SecretElement?) throws(SigningError) {
        guard let set else { return }
        for element in try set.children() {
            var fields = try element.sequence()
            let type = try fields.next().objectIdentifier()
            guard let value = try fields.next().children().first else { continue }
            switch type {
            case PKCS12Attributes.friendlyNameType:
                let octets = value.contentBytes()
                friendlyName = DERElement(tag: value.tag, content: octets[...], bytes: octets[...]).text
            case PKCS12Attributes.localKeyIdentifierType: localKeyIdentifier = value.contentBytes()
            default: continue
            }
        }
    }

    func key(_ encoding: KeyFileContents.Key.Encoding, isUnproved: Bool = false) -> KeyFileContents.Key {
        KeyFileContents.Key(
            encoding: encoding,
            friendlyName: friendlyName,
            localKeyIdentifier: localKeyIdentifier,
            isUnproved: isUnproved
        )
    }

    func certificate(_ der: SecretBytes) -> KeyFileContents.CertificateEntry {
        KeyFileContents.CertificateEntry(
            der: der.withSpan { span in span.indices.map { span[$0] } },
            localKeyIdentifier: localKeyIdentifier
        )
    }
}
