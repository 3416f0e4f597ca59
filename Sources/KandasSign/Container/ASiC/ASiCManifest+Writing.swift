import FoundationEssentials

extension ASiCManifest {
    /// The manifest as XML, always the same bytes for the same manifest.
    public var encoded: [UInt8] {
        var xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <asic:ASiCManifest xmlns:asic="\(ASiCManifest.namespace)" xmlns:ds="\(ASiCManifest.signatureNamespace)">
              <asic:SigReference URI="\(ContainerURI.encode(signatureName ?? ""))"\
            \(ASiCManifest.attribute("MimeType", signatureMediaType))/>

            """
        for reference in references {
            xml += """
                  <asic:DataObjectReference URI="\(ASiCManifest.escaped(reference.uri))"\
                \(ASiCManifest.attribute("MimeType", reference.mediaType))\
                \(reference.isRootfile ? " Rootfile=\"true\"" : "")>
                    <ds:DigestMethod Algorithm="\(ASiCManifest.escaped(reference.digestMethod))"/>
                    <ds:DigestValue>\(Data(reference.digest).base64EncodedString())</ds:DigestValue>
                  </asic:DataObjectReference>

                """
        }
        xml += "</asic:ASiCManifest>\n"
        return Array(xml.utf8)
    }

    static let signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"

    private static func attribute(_ name: String, _ value: String?) -> String {
        value.map { " \(name)=\"\(escaped($0))\"" } ?? ""
    }

    /// Text as the value of an attribute (XML 1.0 section 2.4); white space as references, so that it survives.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
