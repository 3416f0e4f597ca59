// The codes for archives that are refused. An archive is refused whole, before any file of it is used, because two
// programs might read two different things from it.
extension SigningError.Code {
    /// The archive ends early, or a record of it passes its end.
    public static let zipTruncated = Self(rawValue: "ZIP_TRUNCATED")
    /// Bytes follow the end of the archive.
    public static let zipTrailingBytes = Self(rawValue: "ZIP_TRAILING_BYTES")
    /// More than one end record might be taken for the archive's.
    public static let zipSecondEndRecord = Self(rawValue: "ZIP_SECOND_END_RECORD")
    /// Bytes stand before the first entry.
    public static let zipPrefixBytes = Self(rawValue: "ZIP_PREFIX_BYTES")
    /// Bytes stand between entries that belong to none.
    public static let zipGap = Self(rawValue: "ZIP_GAP")
    /// Entries share bytes with each other or with the directory.
    public static let zipOverlap = Self(rawValue: "ZIP_OVERLAP")
    /// The central directory or an end record is not well formed.
    public static let zipDirectoryMalformed = Self(rawValue: "ZIP_DIRECTORY_MALFORMED")
    /// An entry's own header, or what follows its data, contradicts the central directory.
    public static let zipLocalHeaderMismatch = Self(rawValue: "ZIP_LOCAL_HEADER_MISMATCH")
    /// The additional fields of an entry are not well formed, or give the entry another name.
    public static let zipExtraField = Self(rawValue: "ZIP_EXTRA_FIELD")
    /// The 64-bit records contradict the others.
    public static let zipZIP64Inconsistent = Self(rawValue: "ZIP_ZIP64_INCONSISTENT")
    /// The archive is split over several files.
    public static let zipSplit = Self(rawValue: "ZIP_SPLIT")
    /// An entry is encrypted.
    public static let zipEncrypted = Self(rawValue: "ZIP_ENCRYPTED")
    /// An entry is compressed by a method other than deflate.
    public static let zipMethod = Self(rawValue: "ZIP_METHOD")
    /// An entry uses a feature that is not known, or that makes its end a guess.
    public static let zipFlags = Self(rawValue: "ZIP_FLAGS")
    /// An entry's name leads out of the container, is too long, or holds characters that mislead people or programs.
    public static let zipUnsafePath = Self(rawValue: "ZIP_UNSAFE_PATH")
    /// An entry's name is not declared as UTF-8 or is not in Unicode's composed form.
    public static let zipNameEncoding = Self(rawValue: "ZIP_NAME_ENCODING")
    /// Two entries have the same name.
    public static let zipDuplicateName = Self(rawValue: "ZIP_DUPLICATE_NAME")
    /// Two names differ only in letter case or in invisible characters.
    public static let zipCaseClash = Self(rawValue: "ZIP_CASE_CLASH")
    /// A name is that of a file and of a folder at once.
    public static let zipFileIsFolder = Self(rawValue: "ZIP_FILE_IS_FOLDER")
    /// An entry is a link.
    public static let zipSymlink = Self(rawValue: "ZIP_SYMLINK")
    /// An entry is neither a file nor a folder.
    public static let zipSpecialFile = Self(rawValue: "ZIP_SPECIAL_FILE")
    /// There are more entries than ``Limits`` allows.
    public static let zipTooManyEntries = Self(rawValue: "ZIP_TOO_MANY_ENTRIES")
    /// An entry, or all of them together, would inflate beyond what ``Limits`` allows.
    public static let zipBomb = Self(rawValue: "ZIP_BOMB")
    /// An entry's bytes do not have the checksum that its header states.
    public static let zipCRC = Self(rawValue: "ZIP_CRC")
    /// An entry's compressed bytes cannot be inflated to the size that its header states.
    public static let zipData = Self(rawValue: "ZIP_DATA")

    /// Whether the code says that an archive was refused: the input is malformed, hostile or over a limit.
    public var isArchiveRefusal: Bool { rawValue.hasPrefix("ZIP_") }
}

extension SigningError {
    /// The archive is refused.
    @inline(never)
    package static func zip(_ code: Code, _ reason: String, file: String? = nil) -> SigningError {
        SigningError(code, reason, file: file.map(ZIPName.printable))
    }
}
