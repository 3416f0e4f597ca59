/// Media types by file name, for the manifest of a container.
enum MediaType {
    /// The media type that a name's ending stands for.
    static func ofName(_ name: String) -> String {
        switch name.split(separator: ".").last?.lowercased() {
        case "pdf": "application/pdf"
        case "jpg", "jpeg": "image/jpeg"
        case "png": "image/png"
        case "xml": "application/xml"
        case "json": "application/json"
        case "txt": "text/plain"
        default: "application/octet-stream"
        }
    }
}
