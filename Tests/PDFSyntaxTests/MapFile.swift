import Glibc
import PDFSyntax

/// Maps a file.
func mapFile(_ path: String) -> PDFBuffer? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return PDFBuffer(mapping: descriptor)
}
