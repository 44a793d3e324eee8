/// Encodes Swift values as JSON values, without a detour through text.
///
/// Structs and classes become objects with members in the order in which they are encoded. Dictionaries and sets, whose
/// order differs from run to run, are sorted: members by key, elements by their text. A ``JSONValue``, ``JSONObject``
/// or ``JSONNumber`` is taken as it is, wherever it occurs.
///
/// ```swift
/// let value = try JSONValueEncoder().encode(order)
/// ```
public struct JSONValueEncoder: Sendable {
    /// What `Encodable` types find in their encoder's `userInfo`.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    /// How many types may be encoded one inside another: ``JSONLimits/codingDepth`` unless said otherwise.
    public var maxDepth = JSONLimits.codingDepth

    /// Makes an encoder.
    public init() {}

    /// Encodes a value.
    ///
    /// - Parameter value: Any encodable value; nil becomes `null`.
    /// - Returns: The value as JSON.
    /// - Throws: `EncodingError.invalidValue` for an infinity or NaN, for a value that encodes nothing, for one nested
    ///   deeper than ``maxDepth`` and for a result deeper than ``JSONLimits/depthCeiling``, each with its coding path; and
    ///   whatever the type itself throws.
    public func encode(_ value: some Encodable) throws -> JSONValue {
        let context = JSONEncodingContext(userInfo: self.userInfo, maxDepth: self.maxDepth)
        guard let result = try context.box(value, path: nil) else {
            throw JSONEncodingContext.invalid(value, path: nil, "The value encodes nothing.")
        }
        guard !context.state.hasOverflowed, !result.exceedsDepth(JSONLimits.depthCeiling) else {
            throw JSONEncodingContext.invalid(value, path: nil, "The value is nested too deeply.")
        }
        return result
    }
}
