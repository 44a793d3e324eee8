package import QuickstepJSON

extension EventPattern {
    /// Why an object is not as the pattern describes; nothing where it is.
    package func mismatches(_ object: JSONObject) -> [PatternMismatch] {
        root.mismatches(object)
    }

    /// Why flat fields are not; nothing where they are.
    package func mismatches(_ fields: some FlatFields) -> [PatternMismatch] {
        root.mismatches(fields)
    }
}
