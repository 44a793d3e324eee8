/// Decodes one value in place.
struct JSONSingleValueDecodingContainer: SingleValueDecodingContainer {
    let value: JSONValue
    let path: JSONCodingPath?
    let context: JSONDecodingContext

    var codingPath: [any CodingKey] {
        JSONCodingPath.keys(of: self.path)
    }

    func decodeNil() -> Bool { self.value.isNull }

    func decode(_ type: Bool.Type) throws -> Bool { try self.context.unboxBool(self.value, path: self.path) }

    func decode(_ type: String.Type) throws -> String { try self.context.unboxString(self.value, path: self.path) }

    func decode(_ type: Double.Type) throws -> Double {
        try self.context.unboxFloatingPoint(self.value, as: type, path: self.path)
    }

    func decode(_ type: Float.Type) throws -> Float {
        try self.context.unboxFloatingPoint(self.value, as: type, path: self.path)
    }

    func decode(_ type: Int.Type) throws -> Int { try self.integer(type) }

    func decode(_ type: Int8.Type) throws -> Int8 { try self.integer(type) }

    func decode(_ type: Int16.Type) throws -> Int16 { try self.integer(type) }

    func decode(_ type: Int32.Type) throws -> Int32 { try self.integer(type) }

    func decode(_ type: Int64.Type) throws -> Int64 { try self.integer(type) }

    func decode(_ type: Int128.Type) throws -> Int128 { try self.integer(type) }

    func decode(_ type: UInt.Type) throws -> UInt { try self.integer(type) }

    func decode(_ type: UInt8.Type) throws -> UInt8 { try self.integer(type) }

    func decode(_ type: UInt16.Type) throws -> UInt16 { try self.integer(type) }

    func decode(_ type: UInt32.Type) throws -> UInt32 { try self.integer(type) }

    func decode(_ type: UInt64.Type) throws -> UInt64 { try self.integer(type) }

    func decode(_ type: UInt128.Type) throws -> UInt128 { try self.integer(type) }

    func decode<Result: Decodable>(_ type: Result.Type) throws -> Result {
        try self.context.unbox(self.value, as: type, path: self.path)
    }

    private func integer<Result: FixedWidthInteger>(_ type: Result.Type) throws -> Result {
        try self.context.unboxInteger(self.value, as: type, path: self.path)
    }
}
