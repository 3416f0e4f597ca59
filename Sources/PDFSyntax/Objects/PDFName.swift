/// The names that the readers and rules know, after `#xx` has been undone (ISO 32000-2, section 7.3.5).
package enum PDFName: String, CaseIterable, Sendable {
    /// Any name that is not listed.
    case other = ""
    // Objects and streams.
    case type = "Type"
    case subtype = "Subtype"
    case subtype2 = "Subtype2"
    case length = "Length"
    case filter = "Filter"
    case decodeParms = "DecodeParms"
    case fileFilter = "FFilter"
    case file = "F"
    case unicodeFile = "UF"
    case objectStream = "ObjStm"
    case extends = "Extends"
    case first = "First"
    case count = "N"
    case crossReference = "XRef"
    case index = "Index"
    case widths = "W"
    case size = "Size"
    case previous = "Prev"
    case crossReferenceStream = "XRefStm"
    case root = "Root"
    case info = "Info"
    case encrypt = "Encrypt"
    case identifier = "ID"
    case linearized = "Linearized"
    // Filters and what they need.
    case flate = "FlateDecode"
    case flateShort = "Fl"
    case lzw = "LZWDecode"
    case lzwShort = "LZW"
    case ascii85 = "ASCII85Decode"
    case ascii85Short = "A85"
    case asciiHex = "ASCIIHexDecode"
    case asciiHexShort = "AHx"
    case runLength = "RunLengthDecode"
    case runLengthShort = "RL"
    case dct = "DCTDecode"
    case dctShort = "DCT"
    case jpx = "JPXDecode"
    case ccitt = "CCITTFaxDecode"
    case ccittShort = "CCF"
    case jbig2 = "JBIG2Decode"
    case crypt = "Crypt"
    case predictor = "Predictor"
    case colors = "Colors"
    case bitsPerComponent = "BitsPerComponent"
    case columns = "Columns"
    case earlyChange = "EarlyChange"
    // Catalogue and pages.
    case catalog = "Catalog"
    case version = "Version"
    case pages = "Pages"
    case page = "Page"
    case kids = "Kids"
    case pageCount = "Count"
    case parent = "Parent"
    case mediaBox = "MediaBox"
    case cropBox = "CropBox"
    case userUnit = "UserUnit"
    case rotate = "Rotate"
    case metadata = "Metadata"
    case names = "Names"
    case collection = "Collection"
    case producer = "Producer"
    // Pictures and fonts.
    case xObject = "XObject"
    case image = "Image"
    case form = "Form"
    case postScript = "PS"
    case width = "Width"
    case height = "Height"
    case imageMask = "ImageMask"
    case colorSpace = "ColorSpace"
    case deviceGray = "DeviceGray"
    case deviceRGB = "DeviceRGB"
    case deviceCMYK = "DeviceCMYK"
    case font = "Font"
    case baseFont = "BaseFont"
    case fontDescriptor = "FontDescriptor"
    case fontFile = "FontFile"
    case fontFile2 = "FontFile2"
    case fontFile3 = "FontFile3"
    case type0 = "Type0"
    case type1 = "Type1"
    case type3 = "Type3"
    case mmType1 = "MMType1"
    case trueType = "TrueType"
    case cidFontType0 = "CIDFontType0"
    case cidFontType2 = "CIDFontType2"
    // Actions.
    case action = "A"
    case actionType = "Action"
    case actionKind = "S"
    case next = "Next"
    case openAction = "OpenAction"
    case additionalActions = "AA"
    case destination = "D"
    case javaScript = "JavaScript"
    case script = "JS"
    case launch = "Launch"
    case goTo = "GoTo"
    case goToRemote = "GoToR"
    case goToEmbedded = "GoToE"
    case goToPart = "GoToDp"
    case submitForm = "SubmitForm"
    case resetForm = "ResetForm"
    case importData = "ImportData"
    case hide = "Hide"
    case named = "Named"
    case setLayers = "SetOCGState"
    case uri = "URI"
    case base = "Base"
    case thread = "Thread"
    case transition = "Trans"
    case rendition = "Rendition"
    case goTo3DView = "GoTo3DView"
    case richMediaExecute = "RichMediaExecute"
    // Annotations, media and forms.
    case annotations = "Annots"
    case annotation = "Annot"
    case widget = "Widget"
    case link = "Link"
    case screen = "Screen"
    case movie = "Movie"
    case sound = "Sound"
    case richMedia = "RichMedia"
    case richMediaContent = "RichMediaContent"
    case richMediaSettings = "RichMediaSettings"
    case threeD = "3D"
    case threeDData = "3DD"
    case u3D = "U3D"
    case prc = "PRC"
    case fileAttachment = "FileAttachment"
    case acroForm = "AcroForm"
    case xfa = "XFA"
    case needsRendering = "NeedsRendering"
    // Embedded files.
    case embeddedFiles = "EmbeddedFiles"
    case embeddedFile = "EmbeddedFile"
    case fileSpecification = "Filespec"
    case embedded = "EF"
    case reference = "Ref"
    case openPrepress = "OPI"
    case params = "Params"
    // Signatures.
    case signature = "Sig"
    case documentTimestamp = "DocTimeStamp"
    case signatureFilter = "SubFilter"
    case byteRange = "ByteRange"
    case contents = "Contents"
    case fieldType = "FT"
    case value = "V"

    /// Finds names by their bytes.
    struct Table: Sendable {
        private var slots: [UInt8]
        /// All spellings one after the other, and where each ends.
        private var letters: [UInt8] = []
        private var ends: [Int] = []
        private static let mask = 1_023

        init() {
            slots = Array(repeating: 0, count: Table.mask + 1)
            for (index, name) in PDFName.allCases.enumerated() {
                let bytes = Array(name.rawValue.utf8)
                letters += bytes
                ends.append(letters.count)
                guard index > 0 else { continue }
                var slot = bytes.withUnsafeBufferPointer { Table.hash($0) }
                while slots[slot] != 0 { slot = (slot + 1) & Table.mask }
                slots[slot] = UInt8(truncatingIfNeeded: index)
            }
        }

        @inline(__always)
        private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
            var hash: UInt32 = 2_166_136_261
            for octet in bytes { hash = (hash ^ UInt32(octet)) &* 16_777_619 }
            return Int(hash ^ hash >> 15) & mask
        }

        /// The index of a name in ``PDFName/byIndex``; 0 if it is not known.
        func index(of bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
            guard bytes.count <= 20, let start = bytes.baseAddress else { return 0 }
            var slot = Table.hash(bytes)
            while slots[slot] != 0 {
                let candidate = Int(slots[slot])
                let spelling = ends[candidate - 1]..<ends[candidate]
                if spelling.count == bytes.count,
                    letters.withUnsafeBytes({
                        $0[spelling].elementsEqual(UnsafeRawBufferPointer(start: start, count: bytes.count))
                    })
                {
                    return slots[slot]
                }
                slot = (slot + 1) & Table.mask
            }
            return 0
        }
    }

    static let table = Table()
    /// The names by the index that ``Table/index(of:)`` gives.
    static let byIndex = PDFName.allCases
}
