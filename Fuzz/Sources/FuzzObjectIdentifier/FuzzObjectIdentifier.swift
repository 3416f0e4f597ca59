import FuzzKit
import KandasSign

/// OBJECT IDENTIFIERs as octets and as text: one identifier, one text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzObjectIdentifier(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    if let identifier = try? ObjectIdentifier(content: bytes[...]) {
        mustHold(identifier.content == bytes, "an identifier keeps its octets")
        if let again = ObjectIdentifier(dotted: identifier.description) {
            mustHold(again == identifier, "\(identifier) and \(again) are one")
        } else {
            // The text's arcs end at 62 bits, the octets' at 63.
            mustHold(identifier.description.utf8.count > 18, "\(identifier) can be read")
        }
    }
    if let identifier = ObjectIdentifier(dotted: String(decoding: bytes, as: UTF8.self)) {
        mustHold(
            (try? ObjectIdentifier(content: identifier.content[...])) == identifier,
            "what text gives, \(identifier), octets give too"
        )
        mustHold(ObjectIdentifier(dotted: identifier.description) == identifier, "\(identifier) can be read")
        _ = NamedIdentifier(identifier)
    }
    return 0
}
