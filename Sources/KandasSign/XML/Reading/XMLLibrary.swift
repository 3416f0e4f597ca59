internal import CLibXML2

/// libxml2, set up once for the process.
package enum XMLLibrary {
    /// Touch it before any other call of libxml2: its first use by two threads at once is not safe.
    package static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// The text of a C string of libxml2, or an empty one for NULL.
    static func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
        guard let pointer else { return "" }
        return String(cString: pointer)
    }
}
