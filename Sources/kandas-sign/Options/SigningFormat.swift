import ArgumentParser
import KandasSign

/// What `sign` makes: `--format`.
enum SigningFormat: String, ExpressibleByArgument, CaseIterable {
    /// A CMS message.
    case cms
    /// An ASiC-E container.
    case asice
    /// An XML signature in the national form.
    case xml
    /// An XML signature with XAdES properties.
    case xades
    /// A SOAP message whose body is signed by WS-Security.
    case wsse
    /// A PDF with a signature in it.
    case pdf

    /// The kind of file that comes of it.
    var file: SignedFileFormat {
        switch self {
        case .cms: .cms
        case .asice: .asice
        case .xml, .xades, .wsse: .xml
        case .pdf: .pdf
        }
    }

    /// The profile of an XML signature.
    var profile: XMLSignatureForm.Profile? {
        switch self {
        case .xml: .national
        case .xades: .xades
        case .cms, .asice, .wsse, .pdf: nil
        }
    }
}
