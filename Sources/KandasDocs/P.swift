public enum KandasDocsPlaceholder {}
