/// What a ``DocumentGate`` lets pass.
public struct DocumentPolicy: Sendable, Hashable {
    /// The longest file, in bytes.
    ///
    /// 25 MiB unless configured.
    public var maximumBytes = 25 * 1_048_576

    /// The shortest file, in bytes.
    ///
    /// An empty file is refused whatever this says.
    public var minimumBytes = 1

    /// The longest PDF that is kept in memory while it comes, in bytes.
    ///
    /// A longer one goes to a temporary file without a name in `TMPDIR`, or else in `/var/tmp`. The default is more than
    /// that of ``maximumBytes``, so that nothing is written unless longer files are let in.
    public var maximumBytesInMemory = 33_554_432

    /// The most white space behind the end of a PDF, in bytes, when it is more than a newline.
    ///
    /// Some programs pad a file with blanks, newlines or zero bytes. Readers look for the end within the last 1024
    /// bytes (ISO 32000-1, Annex H.3, note 18), and so much white space hides nothing.
    public var maximumPadding = 1_024

    /// The kinds that are accepted.
    public var mediaTypes = Set(DocumentMediaType.allCases)

    /// What is let pass in a JPEG.
    public var jpeg = JPEGPolicy()

    /// What is let pass in a PDF.
    public var pdf = PDFPolicy()

    /// The default policy.
    public init() {}

    /// The longest file in MiB as text: rounded down, with as many decimals as tell it from 0, without a locale.
    var maximumMebibytes: String {
        let unit = 1_048_576
        guard maximumBytes % unit != 0, maximumBytes > 0 else { return "\(maximumBytes / unit)" }
        var rest = maximumBytes % unit
        var text = "\(maximumBytes / unit)."
        var isZero = maximumBytes < unit
        repeat {
            rest *= 10
            text += "\(rest / unit)"
            isZero = isZero && rest < unit
            rest %= unit
        } while isZero
        return text
    }
}
