extension JSONValue: Codable {
    /// Decodes the value that a decoder holds.
    ///
    /// ``JSONValueDecoder`` gives it unchanged. Other decoders tell neither the order of members, which are then sorted
    /// by key, nor how a number was written.
    ///
    /// - Parameter decoder: Where to read from.
    /// - Throws: `DecodingError` when the decoder holds nothing that JSON can express, or is more than
    ///   ``JSONLimits/codingDepth`` levels deep.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? JSONValueDecoding {
            self = decoder.value
            return
        }
        try decoder.refuseExcessiveDepth()
        if let container = try? decoder.container(keyedBy: JSONCodingKey.self) {
            self = .object(try JSONObject(from: container))
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd {
                elements.append(try container.decode(JSONValue.self))
            }
            self = .array(elements)
        } else {
            self = try Self.scalar(from: decoder.singleValueContainer())
        }
    }

    private static func scalar(from container: any SingleValueDecodingContainer) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        // Numbers come before strings: decoders of YAML give any scalar as a string.
        if let value = try? JSONNumber(from: container) { return .number(value) }
        return .string(try container.decode(String.self))
    }

    /// Encodes the value.
    ///
    /// ``JSONValueEncoder`` takes it unchanged. Other encoders may reorder members and print numbers their own way.
    ///
    /// - Parameter encoder: Where to write to.
    /// - Throws: What the encoder throws, and `EncodingError` more than ``JSONLimits/codingDepth`` levels deep.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? JSONValueEncoding {
            encoder.node.set(self)
            return
        }
        if self.isContainer { try encoder.refuseExcessiveDepth(of: self) }
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value):
            var container = encoder.singleValueContainer()
            try container.encode(value)
        case .number(let value):
            try value.encode(to: encoder)
        case .string(let value):
            var container = encoder.singleValueContainer()
            try container.encode(value)
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements {
                try container.encode(element)
            }
        case .object(let object):
            try object.encode(to: encoder)
        }
    }
}

extension JSONObject: Codable {
    /// Decodes the object that a decoder holds, in the manner of ``JSONValue``.
    ///
    /// - Parameter decoder: Where to read from.
    /// - Throws: `DecodingError` when the decoder holds no object.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? JSONValueDecoding {
            guard case .object(let object) = decoder.value else {
                throw JSONDecodingContext.mismatch(JSONObject.self, decoder.value, path: decoder.path)
            }
            self = object
            return
        }
        try decoder.refuseExcessiveDepth()
        self = try JSONObject(from: decoder.container(keyedBy: JSONCodingKey.self))
    }

    /// Decodes all members of a container, sorted by key: the order in which others list keys may differ from run to
    /// run.
    fileprivate init(from container: KeyedDecodingContainer<JSONCodingKey>) throws {
        let keys = container.allKeys.sorted { $0.stringValue.utf8.lexicographicallyPrecedes($1.stringValue.utf8) }
        self.init()
        for key in keys {
            self.setValue(try container.decode(JSONValue.self, forKey: key), forKey: key.stringValue)
        }
    }

    /// Encodes the members in order.
    ///
    /// - Parameter encoder: Where to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? JSONValueEncoding {
            encoder.node.set(.object(self))
            return
        }
        var container = encoder.container(keyedBy: JSONCodingKey.self)
        for member in self.members {
            try container.encode(member.value, forKey: JSONCodingKey(stringValue: member.key))
        }
    }
}

extension JSONNumber: Codable {
    /// Decodes the number that a decoder holds.
    ///
    /// ``JSONValueDecoder`` gives it as it was written; of other decoders it is an integer if it can be one, else a
    /// double.
    ///
    /// - Parameter decoder: Where to read from.
    /// - Throws: `DecodingError` when the decoder holds no finite number.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? JSONValueDecoding {
            guard case .number(let number) = decoder.value else {
                throw JSONDecodingContext.mismatch(JSONNumber.self, decoder.value, path: decoder.path)
            }
            self = number
            return
        }
        try self.init(from: decoder.singleValueContainer())
    }

    fileprivate init(from container: any SingleValueDecodingContainer) throws {
        if let value = try? container.decode(Int64.self) {
            self.init(value)
        } else if let value = try? container.decode(UInt64.self) {
            self.init(integer: value)
        } else if let number = JSONNumber(try container.decode(Double.self)) {
            self = number
        } else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath,
                    debugDescription: "JSON has no number for an infinity or NaN."
                )
            )
        }
    }

    /// Encodes the number as an integer of 64 bits if it is one, else as the nearest double.
    ///
    /// - Parameter encoder: Where to write to; ``JSONValueEncoder`` takes the number as it was written.
    /// - Throws: What the encoder throws, such as for a literal beyond the range of doubles.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? JSONValueEncoding {
            encoder.node.set(.number(self))
            return
        }
        var container = encoder.singleValueContainer()
        if let value = self.int64 {
            try container.encode(value)
        } else if let value = UInt64(self.description) {
            try container.encode(value)
        } else {
            try container.encode(self.double)
        }
    }
}

extension Decoder {
    /// Stops the recursion of foreign decoders before it can exhaust the stack.
    fileprivate func refuseExcessiveDepth() throws {
        guard self.codingPath.count > JSONLimits.codingDepth else { return }
        throw DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: self.codingPath,
                debugDescription: "The value is nested deeper than \(JSONLimits.codingDepth) levels."
            )
        )
    }
}

extension Encoder {
    /// Stops the recursion of foreign encoders before it can exhaust the stack.
    fileprivate func refuseExcessiveDepth(of value: JSONValue) throws {
        guard self.codingPath.count > JSONLimits.codingDepth else { return }
        throw EncodingError.invalidValue(
            value,
            EncodingError.Context(
                codingPath: self.codingPath,
                debugDescription: "The value is nested deeper than \(JSONLimits.codingDepth) levels."
            )
        )
    }
}
