public import KandasText

/// The texts of this module's codes in Kazakh, Russian and English.
public enum DocumentCatalogue {
    /// The texts.
    public static let shared = Catalogue(builtIn: PackageResources.KandasDocs_catalogue_json)
}
