/// Something about the structure of a CMS message that is wrong or noteworthy.
///
/// The raw value is the stable code of the reason that the validator makes of it.
public enum CMSFinding: String, Sendable, CaseIterable {
    /// The contentType attribute is missing (RFC 5652 section 5.3).
    case contentTypeMissing = "CONTENT_TYPE_MISSING"
    /// The contentType attribute names another type than the content has (RFC 5652 section 11.1).
    case contentTypeDiffers = "CONTENT_TYPE_DIFFERS"
    /// The messageDigest attribute is missing (RFC 5652 section 11.2).
    case messageDigestMissing = "MESSAGE_DIGEST_MISSING"
    /// An attribute that must occur once, with one value, occurs otherwise.
    case attributeRepeated = "ATTRIBUTE_REPEATED"
    /// An attribute's value cannot be read.
    case attributeUnreadable = "ATTRIBUTE_UNREADABLE"
    /// The signature algorithm goes with another digest than the signer names (RFC 5652 section 5.3, RFC 8933).
    case algorithmsDiffer = "ALGORITHMS_DIFFER"
    /// The digest or signature algorithm is not known here.
    case algorithmUnknown = "ALGORITHM_UNKNOWN"
    /// The message does not announce the signer's digest algorithm (RFC 5652 section 5.1), so another reader would not
    /// have digested the content with it.
    case digestNotAnnounced = "DIGEST_NOT_ANNOUNCED"
    /// There are no signed attributes: nothing but the content is signed.
    case noSignedAttributes = "NO_SIGNED_ATTRIBUTES"
    /// There are no signed attributes, and the content is not plain data: then they must be there (RFC 5652 section 5.3).
    case signedAttributesRequired = "SIGNED_ATTRIBUTES_REQUIRED"
    /// There are no signed attributes, and the content has the form of signed attributes: a signature over somebody's
    /// attributes may have been turned into one over content.
    case contentLooksLikeAttributes = "CONTENT_LOOKS_LIKE_ATTRIBUTES"
    /// The signed attributes are not in DER; the signature was judged over their DER form or as received.
    case attributesNotDER = "ATTRIBUTES_NOT_DER"
    /// Several certificates have the issuer and serial number, or the key identifier, that the signer names.
    case certificateAmbiguous = "CERTIFICATE_AMBIGUOUS"
}
