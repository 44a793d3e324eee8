/// Decodes Swift values from JSON values, without a detour through text.
///
/// Members that a type does not ask for are ignored. An integer may be written `3.0` or `3e0`; one with a fraction or
/// out of range is an error. A ``JSONValue``, ``JSONObject`` or ``JSONNumber`` is given as it is, wherever it occurs.
///
/// ```swift
/// let order = try JSONValueDecoder().decode(Order.self, from: input)
/// ```
public struct JSONValueDecoder: Sendable {
    /// What `Decodable` types find in their decoder's `userInfo`.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    /// How many types may be decoded one inside another: ``JSONLimits/codingDepth`` unless said otherwise.
    public var maxDepth = JSONLimits.codingDepth

    /// Makes a decoder.
    public init() {}

    /// Decodes a value.
    ///
    /// - Parameters:
    ///   - type: The type of the result.
    ///   - value: What to decode.
    /// - Returns: The decoded value.
    /// - Throws: `DecodingError` with the coding path of what is missing, of another type, out of range or nested deeper
    ///   than ``maxDepth``; and whatever the type itself throws.
    public func decode<Result: Decodable>(_ type: Result.Type, from value: JSONValue) throws -> Result {
        let context = JSONDecodingContext(userInfo: self.userInfo, maxDepth: self.maxDepth)
        return try context.unbox(value, as: type, path: nil)
    }
}
