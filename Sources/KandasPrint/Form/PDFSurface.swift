#if Print
internal import CPango
internal import KandasCase
internal import KandasSign

/// A PDF that Cairo writes into memory.
final class PDFSurface {
    /// Width and height of a page in points: A4, rounded to 1/150 inch so that codes lie on the grid of common scanners.
    static let size = (width: 595.2, height: 841.92)

    private final class Output { var bytes: [UInt8] = [] }

    private let output = Output()
    private let surface: OpaquePointer
    /// What is drawn on.
    let cairo: OpaquePointer

    init() throws(SigningError) {
        let closure = Unmanaged.passUnretained(output).toOpaque()
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue().bytes += UnsafeBufferPointer(
                start: data,
                count: Int(length)
            )
            return CAIRO_STATUS_SUCCESS
        }
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                write,
                closure,
                PDFSurface.size.width,
                PDFSurface.size.height
            ), let cairo = cairo_create(surface)
        else { throw SigningError(.cryptoLibraryFailure, "Cairo gives no PDF") }
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        self.surface = surface
        self.cairo = cairo
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// Says what the document is. No time of the machine goes into the file: the same form gives the same bytes.
    func describe(_ form: PrintForm) {
        let title = [form.title.kazakh, form.title.russian].compactMap(\.self).joined(separator: " / ")
        let entries: [(cairo_pdf_metadata_t, String)] = [
            (CAIRO_PDF_METADATA_TITLE, "\(title) № \(form.documentNumber)"),
            (CAIRO_PDF_METADATA_SUBJECT, PrintForm.template),
            (CAIRO_PDF_METADATA_CREATOR, "kandas-sign"),
            (CAIRO_PDF_METADATA_CREATE_DATE, "\(form.date)T00:00:00Z"),
            (CAIRO_PDF_METADATA_MOD_DATE, "\(form.date)T00:00:00Z"),
        ]
        for (kind, text) in entries { cairo_pdf_surface_set_metadata(surface, kind, text) }
    }

    func endPage() { cairo_show_page(cairo) }

    /// Ends the file.
    ///
    /// - Returns: Its bytes.
    func finish() throws(SigningError) -> [UInt8] {
        cairo_surface_finish(surface)
        guard cairo_status(cairo) == CAIRO_STATUS_SUCCESS, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw SigningError(.cryptoLibraryFailure, "Cairo cannot write the PDF")
        }
        return output.bytes
    }
}
#endif
