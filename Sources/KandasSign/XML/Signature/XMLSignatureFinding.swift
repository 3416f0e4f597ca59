/// Something about an XML signature that is wrong, refused or noteworthy.
public struct XMLSignatureFinding: Hashable, Sendable {
    /// What it is. The raw value is the stable code of the reason that the validator makes of it.
    public let kind: Kind
    /// What it is about: the URI of a reference, of an algorithm or of a transform; empty if nothing in particular.
    public let detail: String

    /// Creates a finding.
    public init(_ kind: Kind, _ detail: String = "") {
        self.kind = kind
        self.detail = detail
    }

    /// The kinds of findings.
    public enum Kind: String, Sendable, CaseIterable {
        /// The element does not have the form of XML Signature section 4: parts are missing, repeated or in another
        /// order, or a value is not base64.
        case malformed = "XML_SIGNATURE_MALFORMED"
        /// A signature or digest algorithm that is not known here.
        case algorithmUnknown = "ALGORITHM_UNKNOWN"
        /// A canonicalisation or signature algorithm that is never accepted: MD5, RIPEMD-160, DSA.
        case algorithmRefused = "ALGORITHM_REFUSED"
        /// A message authentication code, which everybody can make who can check it.
        case hmacRefused = "XML_HMAC_REFUSED"
        /// A program as a transform.
        case xsltRefused = "XML_XSLT_REFUSED"
        /// An XPath expression that is none of the fixed forms.
        case xpathRefused = "XML_XPATH_REFUSED"
        /// A transform that is not known here, or a chain of them that is not.
        case transformUnknown = "XML_TRANSFORM_UNKNOWN"
        /// A canonicalisation that is not known here.
        case canonicalizationUnknown = "XML_CANONICALIZATION_UNKNOWN"
        /// A reference to something outside of the document that was not handed in.
        case externalReference = "XML_REFERENCE_EXTERNAL"
        /// A reference in a form that is not read.
        case referenceUnsupported = "XML_REFERENCE_UNSUPPORTED"
        /// A reference to an element that is not there.
        case referenceNotFound = "XML_REFERENCE_NOT_FOUND"
        /// Two elements have the identifier that a reference names.
        case identifierRepeated = "XML_ID_DUPLICATE"
        /// The octets of a reference cannot be made.
        case referenceUnreadable = "XML_REFERENCE_UNREADABLE"
        /// The signature is to be left out of something that it does not stand in: it has been moved.
        case signatureMoved = "XML_SIGNATURE_MOVED"
        /// The signature was made before later ones were added, and holds for the document without them.
        case signedBeforeOthers = "XML_SIGNED_BEFORE_OTHERS"
        /// The key in the document is not that of the certificate beside it.
        case keyValueDiffers = "XML_KEY_VALUE_DIFFERS"
        /// A certificate in the document cannot be read.
        case certificateUnreadable = "CERTIFICATE_UNREADABLE"
        /// Several certificates may be the signer's.
        case certificateAmbiguous = "CERTIFICATE_AMBIGUOUS"
        /// There are XAdES properties that claim to be signed and are not.
        case propertiesNotSigned = "XADES_PROPERTIES_NOT_SIGNED"
        /// The XAdES properties are about another signature.
        case propertiesOfAnother = "XADES_TARGET_DIFFERS"
        /// XAdES properties are repeated or cannot be read.
        case propertiesMalformed = "XADES_PROPERTIES_MALFORMED"
        /// A countersignature that does not sign the signature it is kept in.
        case countersignatureElsewhere = "XADES_COUNTERSIGNATURE_ELSEWHERE"
    }
}
