extension HTTPEvidenceSource {
    /// How services are asked.
    public struct Settings: Sendable {
        /// The services that are asked where a certificate names none, and where addresses in certificates may lead.
        public var services: ValidationPolicy.ServiceDefaults
        /// How recent an answer must be.
        public var freshness: RevocationFreshness
        /// How long one question may take.
        public var timeout: Duration = .seconds(10)
        /// How long connecting may take, within ``timeout``.
        public var connectTimeout: Duration = .seconds(5)
        /// How long all questions together may take. What is not asked by then is not asked.
        public var totalTimeout: Duration = .seconds(60)
        /// How often a question is put to one address, if it fails in a way that may pass.
        public var attempts = 2
        /// How long to wait before the second attempt; twice as long before each further one.
        public var backOff: Duration = .milliseconds(250)
        /// How many addresses of a kind are asked for one certificate.
        public var addresses = 4
        /// Bounds on answers.
        public var limits = Limits()

        /// Takes what a policy says, and defaults for the rest.
        public init(_ policy: ValidationPolicy) {
            services = policy.services
            freshness = policy.freshness
        }
    }
}
