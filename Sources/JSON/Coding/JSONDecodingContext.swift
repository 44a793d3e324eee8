/// What stays the same during one decoding, and the decoding of single values.
struct JSONDecodingContext {
    let userInfo: [CodingUserInfoKey: any Sendable]
    let maxDepth: Int

    /// Decodes any type.
    func unbox<Result: Decodable>(_ value: JSONValue, as type: Result.Type, path: JSONCodingPath?) throws -> Result {
        if type == JSONValue.self, let result = value as? Result { return result }
        if type == String.self, let result = try self.unboxString(value, path: path) as? Result { return result }
        guard path?.depth ?? 0 <= self.maxDepth else {
            let keys = JSONCodingPath.keys(of: path)
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: keys,
                    debugDescription: "The value is nested deeper than \(self.maxDepth) levels."
                )
            )
        }
        return try Result(from: JSONValueDecoding(value: value, path: path, context: self))
    }

    /// Decodes a boolean.
    func unboxBool(_ value: JSONValue, path: @autoclosure () -> JSONCodingPath?) throws -> Bool {
        guard case .bool(let result) = value else { throw Self.mismatch(Bool.self, value, path: path()) }
        return result
    }

    /// Decodes a string.
    func unboxString(_ value: JSONValue, path: @autoclosure () -> JSONCodingPath?) throws -> String {
        guard case .string(let result) = value else { throw Self.mismatch(String.self, value, path: path()) }
        return result
    }

    /// Decodes a number as the nearest floating-point number.
    func unboxFloatingPoint<Result: BinaryFloatingPoint>(
        _ value: JSONValue,
        as type: Result.Type,
        path: @autoclosure () -> JSONCodingPath?
    ) throws -> Result {
        guard case .number(let number) = value else { throw Self.mismatch(type, value, path: path()) }
        let result = Result(number.double)
        guard result.isFinite else { throw Self.misfit(type, number, path: path()) }
        return result
    }

    /// Decodes an integral number that fits.
    func unboxInteger<Result: FixedWidthInteger>(
        _ value: JSONValue,
        as type: Result.Type,
        path: @autoclosure () -> JSONCodingPath?
    ) throws -> Result {
        guard case .number(let number) = value else { throw Self.mismatch(type, value, path: path()) }
        if let integer = number.int64 {
            guard let result = Result(exactly: integer) else { throw Self.misfit(type, number, path: path()) }
            return result
        }
        // Only the types beyond 64 bits signed are left, whose numbers are kept as they were written.
        guard let result = Result(number.description) else { throw Self.misfit(type, number, path: path()) }
        return result
    }

    /// The error for a value of another type.
    static func mismatch(_ type: Any.Type, _ value: JSONValue, path: JSONCodingPath?) -> DecodingError {
        let found = value.isContainer ? "an \(value.typeName)" : value.isNull ? "null" : "a \(value.typeName)"
        let context = DecodingError.Context(
            codingPath: JSONCodingPath.keys(of: path),
            debugDescription: "Expected to decode \(type) but found \(found) instead."
        )
        return value.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    /// The error for a number that the type cannot hold.
    private static func misfit(_ type: Any.Type, _ number: JSONNumber, path: JSONCodingPath?) -> DecodingError {
        DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: JSONCodingPath.keys(of: path),
                debugDescription: "The number \(number) does not fit in \(type)."
            )
        )
    }
}
