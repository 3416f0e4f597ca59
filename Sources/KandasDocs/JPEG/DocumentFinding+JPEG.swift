extension DocumentFinding.Code {
    /// Blocks of the picture are missing.
    public static let jpegDataMissing = Self(rawValue: "DOC_JPEG_DATA_MISSING")
    /// A progressive picture ends before its last refinement.
    public static let jpegCoarse = Self(rawValue: "DOC_JPEG_COARSE")
    /// There are more scans than the policy accepts.
    ///
    /// Parameter: `limit`.
    public static let jpegTooManyScans = Self(rawValue: "DOC_JPEG_TOO_MANY_SCANS")
    /// There are more bytes of APPn segments and comments than the policy accepts.
    ///
    /// Parameter: `limit` in bytes.
    public static let jpegMetadataSize = Self(rawValue: "DOC_JPEG_METADATA_SIZE")
    /// A video follows the picture.
    public static let jpegVideo = Self(rawValue: "DOC_JPEG_VIDEO")
    /// Behind the picture stands a further one that no index announces, or longer notes of a phone than accepted.
    public static let jpegAddition = Self(rawValue: "DOC_JPEG_ADDITION")
    /// A trailer of a phone's own follows the picture.
    public static let jpegTrailer = Self(rawValue: "DOC_JPEG_TRAILER")
    /// Further pictures follow that a multi-picture index announces.
    ///
    /// Parameter: `count`.
    public static let jpegFurtherPictures = Self(rawValue: "DOC_JPEG_FURTHER_PICTURES")
    /// The place where the picture was taken is inside.
    public static let jpegLocation = Self(rawValue: "DOC_JPEG_LOCATION")
    /// Maker and model of the device are inside.
    public static let jpegDevice = Self(rawValue: "DOC_JPEG_DEVICE")
    /// A serial number of the device or the name of its owner is inside.
    public static let jpegOwner = Self(rawValue: "DOC_JPEG_OWNER")
    /// A small copy of the picture is inside, which may show what was cut away from it.
    public static let jpegThumbnail = Self(rawValue: "DOC_JPEG_THUMBNAIL")
    /// The picture is to be turned when it is shown.
    ///
    /// Parameter: `orientation`, 2 to 8 as in Exif.
    public static let jpegOrientation = Self(rawValue: "DOC_JPEG_ORIENTATION")
    /// Exif cannot be read.
    public static let jpegExifDamaged = Self(rawValue: "DOC_JPEG_EXIF_DAMAGED")
    /// The picture is made for four-colour print.
    public static let jpegFourColours = Self(rawValue: "DOC_JPEG_FOUR_COLOURS")
    /// There is neither a JFIF nor an Exif header.
    public static let jpegNoHeader = Self(rawValue: "DOC_JPEG_NO_HEADER")

    static let allOfJPEG: [Self] = [
        .jpegKind, .jpegArithmetic, .tooManyPixels, .jpegDataMissing, .jpegCoarse, .jpegTooManyScans,
        .jpegMetadataSize, .jpegVideo, .jpegAddition, .jpegTrailer, .jpegFurtherPictures, .jpegLocation, .jpegDevice,
        .jpegOwner,
        .jpegThumbnail, .jpegOrientation, .jpegExifDamaged, .jpegFourColours, .jpegNoHeader,
    ]
}
