/// The additional fields of one header (APPNOTE.TXT section 4.5), of which two matter: ZIP64 sizes, and another name.
struct ZIPExtraFields {
    /// The ZIP64 extended information.
    private(set) var zip64: ArraySlice<UInt8>?
    /// The Info-ZIP Unicode Path: version, checksum of the header's name, name.
    private(set) var unicodePath: ArraySlice<UInt8>?

    /// Reads the fields.
    ///
    /// Up to three bytes at the end, too few for a field, are padding that some tools write to align the data.
    init(_ bytes: ArraySlice<UInt8>, file: String) throws(SigningError) {
        var fields = ZIPFields(bytes)
        while fields.remaining >= 4 {
            let identifier = try fields.uint16()
            let count = try fields.uint16()
            guard count <= fields.remaining else {
                throw .zip(.zipExtraField, "an additional field passes the header's end", file: file)
            }
            let data = try fields.take(count)
            switch identifier {
            case ZIPFormat.zip64Field:
                guard zip64 == nil else { throw .zip(.zipExtraField, "two ZIP64 fields", file: file) }
                zip64 = data
            case ZIPFormat.unicodePathField:
                guard unicodePath == nil else { throw .zip(.zipExtraField, "two Unicode path fields", file: file) }
                unicodePath = data
            default: break
            }
        }
    }

    /// Refuses a Unicode path that is not the header's own name: readers that know the field would see another file.
    func checkName(_ name: ArraySlice<UInt8>, file: String) throws(SigningError) {
        guard let unicodePath else { return }
        guard unicodePath.count >= 5, unicodePath.dropFirst(5).elementsEqual(name) else {
            throw .zip(.zipExtraField, "an additional field gives another name", file: file)
        }
    }
}
