internal import FoundationEssentials

extension RemoteSigningState {
    /// The state as JSON: UTF-8, keys sorted.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if it has no JSON form.
    public func json() throws(SigningError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        do {
            return [UInt8](try encoder.encode(self)) + [0x0a]
        } catch {
            throw SigningError(.outputUnwritable, "the state has no JSON form: \(error)")
        }
    }

    /// Reads a state; anything in it that is not known is refused, since it may be what matters.
    ///
    /// - Parameters:
    ///   - json: What ``json()`` gives, however it is laid out.
    ///   - limits: ``Limits/remoteStateBytes`` applies.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is no state of this kind,
    ///   ``SigningError/Code/unsupported`` if it is of another version, ``SigningError/Code/limitExceeded``.
    public init(json: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard json.count <= limits.remoteStateBytes else {
            throw .limit("a state file of more than \(limits.remoteStateBytes) bytes")
        }
        let decoder = JSONDecoder()
        guard let heading = try? decoder.decode(Heading.self, from: Data(json)) else {
            throw .malformed("not a state file of a signature in two steps")
        }
        guard heading.version == RemoteSigningFormat.version else {
            throw .unsupported("a state file of version \(heading.version)")
        }
        guard heading.kind == Plan.kind else {
            throw .malformed("the state file is for \(heading.kind), not for \(Plan.kind)")
        }
        let given: JSONValue
        let known: JSONValue
        do {
            self = try decoder.decode(Self.self, from: Data(json))
            given = try decoder.decode(JSONValue.self, from: Data(json))
            known = try decoder.decode(JSONValue.self, from: JSONEncoder().encode(self))
        } catch {
            throw .malformed("the state file is damaged: \(error)")
        }
        guard given == known else { throw .malformed("the state file holds what is not known here") }
    }

    private struct Heading: Decodable {
        let version: Int
        let kind: String
    }
}

/// JSON of any shape, to compare what is in a file with what was understood of it.
private enum JSONValue: Decodable, Equatable {
    case bool(Bool)
    case integer(Int)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }
}
