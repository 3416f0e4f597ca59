import FoundationEssentials

/// A small picture, as an attachment of a sample application.
enum SampleJPEG {
    /// A baseline JPEG (ITU-T T.81) of 30 by 40 grey pixels, drawn for this purpose: head and shoulders of nobody.
    static let bytes: [UInt8] = Data(base64Encoded: text, options: .ignoreUnknownCharacters).map(Array.init) ?? []

    private static let text = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19i
        Z2hnPk1xeXBkeFxlZ2P/wAALCAAoAB4BAREA/8QAGgAAAgIDAAAAAAAAAAAAAAAAAwYABQECBP/EACoQAAIBAwIEBAcAAAAAAAAA
        AAECAwAEEQUhBhJBUSIxYXETMoGRwdHw/9oACAEBAAA/AHGg3F1DaqDPIEDHA2zmswTxXEfxIXDLnGaLUpU1KVpb+YuflYqB2A2o
        2hysmoKgPhkBDD2GaZalUWuwWyyiVrhIpWxzK2TkdDgZPT2o+hQW4jaaOdJpCMHlJ8Iz2O/TrVtXHql6LCyabALk8qA+RP8AZP0p
        IZmdizEsxOSSckmt7ed7a4SaM4dDkevpTzZ3K3dpHOmwcZx2PUfeqXixmC2q5PKSxIzsTt+zS5Upr4XZm0xwSSFlIGT5DAP5r//Z
        """
}
