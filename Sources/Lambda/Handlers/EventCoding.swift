import QuickstepJSON

/// The way from JSON to a handler's types and back.
///
/// What goes wrong on it is told in words that name the place.
enum EventCoding {
    static func parseEvent(_ bytes: [UInt8]) throws(CodingFailure) -> JSONValue {
        guard !bytes.isEmpty else { return [:] }
        do throws(JSONParseError) {
            return try JSONValue.parse(bytes: bytes)
        } catch {
            throw CodingFailure(unreadableEvent: error.message)
        }
    }

    static func decode<Event: Decodable>(_ type: Event.Type, from value: JSONValue) throws(CodingFailure) -> Event {
        if let value = value as? Event { return value }
        do {
            return try JSONValueDecoder().decode(type, from: value)
        } catch let error as DecodingError {
            throw CodingFailure(unreadableEvent: Self.text(error))
        } catch {
            throw CodingFailure(unreadableEvent: String(describing: error))
        }
    }

    static func encode(_ output: some Encodable) throws(CodingFailure) -> JSONValue {
        if let value = output as? JSONValue { return value }
        do {
            return try JSONValueEncoder().encode(output)
        } catch let error as EncodingError {
            throw CodingFailure(unwritableOutput: Self.text(error))
        } catch {
            throw CodingFailure(unwritableOutput: String(describing: error))
        }
    }

    static func parseOutput(_ bytes: [UInt8]) throws(CodingFailure) -> JSONValue {
        guard !bytes.isEmpty else { return .null }
        do throws(JSONParseError) {
            return try JSONValue.parse(bytes: bytes)
        } catch {
            throw CodingFailure(unwritableOutput: "It is not JSON: \(error.message)")
        }
    }

    // MARK: Words

    private static func text(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            return "\(path(context.codingPath)): the member '\(key.stringValue)' is missing."
        case .valueNotFound(let type, let context):
            return "\(path(context.codingPath)): a \(type) is expected, but the value is null or missing."
        case .typeMismatch(let type, let context):
            return "\(path(context.codingPath)): a \(type) is expected. \(context.debugDescription)"
        case .dataCorrupted(let context):
            return "\(path(context.codingPath)): \(context.debugDescription)"
        @unknown default:
            return String(describing: error)
        }
    }

    private static func text(_ error: EncodingError) -> String {
        switch error {
        case .invalidValue(_, let context): return "\(path(context.codingPath)): \(context.debugDescription)"
        @unknown default: return String(describing: error)
        }
    }

    /// A coding path as a JSONPath: `$.Records[0].s3`.
    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("$") { text, key in
            key.intValue.map { "\(text)[\($0)]" } ?? "\(text).\(key.stringValue)"
        }
    }
}

/// An event or an answer that is not what the handler's types say.
struct CodingFailure: FunctionError, Equatable {
    let errorType: String
    let errorMessage: String

    init(unreadableEvent detail: String) {
        errorType = "Runtime.UnmarshalError"
        errorMessage = "The event does not fit the handler's type. \(detail)"
    }

    init(unwritableOutput detail: String) {
        errorType = "Runtime.MarshalError"
        errorMessage = "The handler's answer cannot be written as JSON. \(detail)"
    }
}
