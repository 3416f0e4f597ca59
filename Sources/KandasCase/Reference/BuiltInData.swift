import FoundationEssentials

/// Reads the data that ships with the library; a test makes sure that all of it can be read.
enum BuiltInData {
    static func decode<Value: Decodable>(_ type: Value.Type, _ json: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json))
    }
}
