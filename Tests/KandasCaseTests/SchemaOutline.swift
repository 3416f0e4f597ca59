import KandasSign
import Testing

@testable import KandasCase

/// The elements of each complex type of a schema, and the facets of its simple types, read with our own reader.
struct SchemaOutline {
    var types: [String: [(name: String, type: String)]] = [:]
    var choices: [String: [String]] = [:]
    var limits: [String: Int] = [:]

    init(_ bytes: [UInt8]) throws {
        let reader = try XMLStreamReader(bytes: bytes)
        var current = ""
        while let event = try reader.next() {
            guard case .startElement(_, let name, let attributes) = event else { continue }
            let values = Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            switch name {
            case "complexType", "simpleType": current = values["name"] ?? ""
            case "element": types[current, default: []].append((values["name"] ?? "", values["type"] ?? ""))
            case "enumeration": choices[current, default: []].append(values["value"] ?? "")
            case "maxLength": limits[current] = values["value"].flatMap { Int($0) }
            default: break
            }
        }
    }

    /// Compares the elements of a type with the fields of a table: names, order, choices and limits.
    func compare<Root>(_ table: FormTable<Root>, _ type: String) throws {
        let elements = try #require(types[type], "\(type)")
        let fields = table.fields.filter { $0.form != .jsonOnly }
        #expect(elements.map(\.name) == fields.map(\.name), "\(type)")
        for (element, field) in zip(elements, fields) {
            guard case .value(let value) = field.content else { continue }
            if !value.choices.isEmpty { #expect(choices[element.type] == value.choices, "\(element.name)") }
            if let limit = limits[element.type], element.name != "translationOf" {
                #expect(limit == value.limit, "\(type).\(element.name)")
            }
        }
    }
}
