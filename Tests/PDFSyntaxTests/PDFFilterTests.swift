import PDFSyntax
import Testing

@Suite("Filters") struct PDFFilterTests { @Test func none() {} }
