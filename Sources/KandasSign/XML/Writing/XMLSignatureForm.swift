/// What a new XML signature looks like.
public struct XMLSignatureForm: Sendable, Hashable {
    /// The profile that it follows.
    public enum Profile: String, Sendable, Hashable, Codable, CaseIterable {
        /// The national form, as NCALayer writes it: inclusive canonical XML, no properties, no white space, which portals
        /// that parse it once more would drop.
        case national = "xml"
        /// XAdES baseline (ETSI EN 319 132-1 section 6): the signer's certificate, the time and the type are signed.
        case xades = "xades"
    }

    /// What is signed.
    public enum Target: Sendable, Hashable {
        /// The whole document; the signature becomes the last child of its root.
        case document
        /// The element with this identifier; the signature becomes the last child of the document's root.
        case element(String)
    }

    /// The profile.
    public var profile: Profile
    /// What is signed.
    public var target: Target
    /// The media type of what is signed.
    public var mediaType: String

    /// Creates a form.
    public init(_ profile: Profile, target: Target = .document, mediaType: String = "text/xml") {
        self.profile = profile
        self.target = target
        self.mediaType = mediaType
    }

    /// The canonicalisation of SignedInfo.
    var signedInfoMethod: CanonicalizationMethod {
        switch (profile, target) {
        case (.national, .element), (.xades, _): CanonicalizationMethod(.exclusive)
        case (.national, _): CanonicalizationMethod(.inclusive)
        }
    }

    /// The canonicalisation of what is signed.
    var contentMethod: CanonicalizationMethod {
        profile == .national
            ? CanonicalizationMethod(.inclusive, withComments: true) : CanonicalizationMethod(.exclusive)
    }
}
