import QuickstepJSON

extension JSONValue {
    /// How deep a value can become by being put into another, again and again.
    static let builtDepthMax = 1_000

    /// Keeps loops from building values that no walk by recursion survives.
    func checkDepth() throws(EvaluationError) {
        guard exceedsDepth(Self.builtDepthMax) else { return }
        throw EvaluationError(cause: "The value is nested more than \(Self.builtDepthMax) levels deep.")
    }
}
