/// One selection of a document that is to be turned into octets.
struct CanonicalJob {
    /// How nodes become octets.
    enum Form: Hashable {
        /// By canonicalisation.
        case canonical(CanonicalizationMethod)
        /// By decoding the text as base64.
        case base64
    }

    /// What is taken.
    let selection: CanonicalSelection
    /// How it becomes octets.
    let form: Form
    /// Takes the octets.
    let sink: any ByteSink
    /// Whether the selection counts as signed when it is asked what is not.
    let isCoverage: Bool
}

/// An element that a selection began with.
struct XMLTarget: Hashable, Sendable {
    /// The element's number, counted from 0 by start tags.
    let number: Int
    /// The number of the last element in it, or its own.
    var last: Int
    /// The names from the root to it, `/soap:Envelope/soap:Body`.
    let path: String
    /// The namespace's URI; empty if there is none.
    let namespace: String
    /// The local name.
    let name: String
}

/// What became of a ``CanonicalJob``.
struct CanonicalOutcome {
    /// The element that the selection began with; the root element for a document, `nil` if it was not found.
    var target: XMLTarget?
    /// How many elements the selection might have begun with: with more than one nothing can be said.
    var matches = 0
    /// Why the octets could not be made.
    var failure: SigningError?
}
