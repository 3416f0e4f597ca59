extension Application {
    /// How an application is handed in.
    public enum Channel: String, Sendable, CaseIterable, Codable {
        /// The e-government portal.
        case eGov = "EGOV"
        /// The portal migration.enbek.kz.
        case migrationPortal = "MIGRATION_PORTAL"
        /// A mobile application.
        case mobile = "MOBILE"
        /// A service centre of the State Corporation.
        case serviceCentre = "CSC"
        /// The local executive body itself.
        case localBody = "LEB"
        /// A mission abroad.
        case mission = "MISSION"

        /// Whether an operator may hand the application in and sign it in the applicant's place.
        ///
        /// The applicant's own hand-signed form must then be attached.
        public var mayBeOperated: Bool {
            switch self {
            case .eGov, .migrationPortal, .mobile: false
            case .serviceCentre, .localBody, .mission: true
            }
        }
    }

    /// How an application is signed.
    public enum SigningMethod: String, Sendable, CaseIterable, Codable {
        /// The applicant's key, as CMS.
        case cms = "EDS_CMS"
        /// The applicant's key, as an XML signature.
        case xmlSignature = "EDS_XMLDSIG"
        /// A one-time password by SMS. It yields no signature at all.
        case smsPassword = "SMS_OTP"
        /// The key of an operator of a service centre (Public Services Law, article 21(3)).
        case operatorKey = "CSC_OPERATOR_EDS"
        /// The applicant's hand, on paper.
        case handwritten = "HANDWRITTEN"

        /// Whether it is an operator who signs electronically.
        public var isOperators: Bool { self == .operatorKey || self == .handwritten }
    }
}
