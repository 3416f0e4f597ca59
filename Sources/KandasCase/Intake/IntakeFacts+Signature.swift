public import KandasSign

extension IntakeFacts {
    /// A signature, as the validator judged it.
    public struct Signature: Sendable {
        /// The validator's verdict.
        public var outcome: Outcome
        /// The validator's reasons.
        public var reasons: [Reason]
        /// The IIN in the signer's certificate.
        public var signerIIN: IndividualIdentificationNumber?
        /// The BIN in the signer's certificate.
        public var signerBIN: BusinessIdentificationNumber?
        /// What the signature covers.
        public var coverage: Coverage

        /// Creates facts about a signature.
        public init(
            outcome: Outcome,
            reasons: [Reason] = [],
            signerIIN: IndividualIdentificationNumber? = nil,
            signerBIN: BusinessIdentificationNumber? = nil,
            coverage: Coverage
        ) {
            self.outcome = outcome
            self.reasons = reasons
            self.signerIIN = signerIIN
            self.signerBIN = signerBIN
            self.coverage = coverage
        }

        /// A verdict on one signature.
        public enum Outcome: String, Sendable {
            /// Mathematics, path, revocation and time all held.
            case passed
            /// The signature is broken.
            case failed
            /// What is known does not suffice.
            case indeterminate
        }

        /// What a signature covers.
        public enum Coverage: Hashable, Sendable {
            /// Every file of the package.
            case everything
            /// The files of these names.
            case files(Set<String>)

            func includes(_ name: String) -> Bool {
                switch self {
                case .everything: true
                case .files(let names): names.contains(name)
                }
            }
        }
    }
}
