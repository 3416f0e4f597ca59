internal import FoundationEssentials

/// The numbers of vendors' own mechanisms for the national algorithms, which PKCS #11 has no numbers for.
public struct TokenVendorMechanisms: Hashable, Sendable {
    let numbers: [NationalAlgorithm: UInt]

    /// No mechanisms.
    public init() { numbers = [:] }

    /// Reads a JSON object such as `{"GOST R 34.10-2015-512": 3560046864}`; the mechanism signs a digest.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is anything else.
    public init(json: [UInt8]) throws(SigningError) {
        guard json.count <= 65_536, let given = try? JSONDecoder().decode([String: UInt].self, from: Data(json)) else {
            throw .malformed("mechanisms are given as a JSON object of algorithms and numbers")
        }
        var numbers: [NationalAlgorithm: UInt] = [:]
        for (name, number) in given {
            guard let family = NationalAlgorithm(rawValue: name) else {
                throw .malformed("\(name) is no national algorithm")
            }
            numbers[family] = number
        }
        self.numbers = numbers
    }
}
