public import QuickstepJSON

/// A function that the caller of an evaluation provides.
public struct ProvidedFunction: Sendable {
    /// How many arguments a higher-order function passes to it at most.
    public let arity: Int

    /// What it takes, in the notation of signatures.
    let signature: Signature?

    /// What it does with its arguments, nil where one is nothing.
    let body: @Sendable ([JSONValue?]) throws -> JSONValue?

    /// Makes a function.
    ///
    /// - Parameters:
    ///   - signature: What it takes, such as `<a<n>s?:b>`; nil to take anything.
    ///   - arity: How many arguments a higher-order function passes to it at most.
    ///   - body: What it does; an error of the type ``JSONataError`` is passed on as it is, any other as `D3137` with its
    ///     description.
    /// - Throws: ``JSONataError`` when the signature is malformed.
    public init(
        signature: String? = nil,
        arity: Int = 1,
        body: @escaping @Sendable ([JSONValue?]) throws -> JSONValue?
    ) throws(JSONataError) {
        self.arity = arity
        self.body = body
        if let signature {
            self.signature = try Signature(signature)
        } else {
            self.signature = nil
        }
    }
}
