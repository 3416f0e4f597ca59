/// Names of Web Services Security (SOAP Message Security 1.0, X.509 Certificate Token Profile 1.0).
enum WebServiceSecurity {
    /// The encoding of a token.
    static let base64 =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
    /// A token that is an X.509 certificate of version 3.
    static let x509 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
}
