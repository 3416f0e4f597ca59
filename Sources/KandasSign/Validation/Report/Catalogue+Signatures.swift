public import KandasText

extension Catalogue {
    /// The texts of the reasons that this module finds.
    public static let signatures = Catalogue(builtIn: PackageResources.KandasSign_catalogue_json)
}
