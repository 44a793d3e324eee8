package import QuickstepJSON

/// The text of a definition, what it says, and the way back from a value to its place in the text.
///
/// A reader of another notation (YAML) fills in its own value, places and duplicate keys.
package struct DefinitionSource: Sendable {
    /// A text that could not be read at all.
    package struct SyntaxFailure: Error, Sendable, Equatable {
        /// What is wrong, as the reader of the notation says it.
        package let message: String
        /// Where it is in the text; `nil` where the source cannot tell.
        package let range: JSONSourceRange?
        /// What the service says of the text, with the place in its words; `nil` where the text is not in its notation.
        let complaint: ServiceComplaint?

        /// Makes a failure of its parts.
        package init(message: String, range: JSONSourceRange?) {
            self.init(message: message, range: range, complaint: nil)
        }

        init(message: String, range: JSONSourceRange?, complaint: ServiceComplaint?) {
            self.message = message
            self.range = range
            self.complaint = complaint
        }
    }

    /// The service's own words for a text that it cannot read.
    struct ServiceComplaint: Sendable, Equatable {
        let message: String
        let place: String

        init(about bytes: [UInt8], _ error: JSONParseError) {
            let (message, place) = JSONComplaint.located(String(decoding: bytes, as: UTF8.self), error)
            self.message = "\(message)\n at \(place)"
            self.place = place
        }
    }

    /// What of a member is meant: its key or its value.
    package enum Part: Sendable, Equatable {
        case key
        case value
    }

    /// A key that its object has already.
    package struct DuplicateKey: Sendable, Equatable {
        /// The place of the later member.
        package let path: [JSONPathStep]
        /// Where it is in the text; `nil` where the source cannot tell.
        package let range: JSONSourceRange?

        /// Makes a duplicate of its parts.
        package init(path: [JSONPathStep], range: JSONSourceRange?) {
            self.path = path
            self.range = range
        }
    }

    /// How messages name the source: a file name as the user gave it.
    package let name: String
    /// The text.
    package let bytes: [UInt8]
    /// What the text says, or why it cannot be read.
    package let value: Result<JSONValue, SyntaxFailure>
    /// The keys that the value holds once and the text twice.
    package let duplicateKeys: [DuplicateKey]
    private let locator: @Sendable ([JSONPathStep], Part) -> JSONSourceRange?

    /// Makes a source of its parts, for a notation other than JSON.
    package init(
        name: String,
        bytes: [UInt8],
        value: Result<JSONValue, SyntaxFailure>,
        duplicateKeys: [DuplicateKey] = [],
        locate: @escaping @Sendable ([JSONPathStep], Part) -> JSONSourceRange?
    ) {
        self.name = name
        self.bytes = bytes
        self.value = value
        self.duplicateKeys = duplicateKeys
        self.locator = locate
    }

    /// Where a value, or its key, stands in the text.
    package func locate(_ path: [JSONPathStep], part: Part = .value) -> JSONSourceRange? {
        locator(path, part)
    }
}

extension DefinitionSource {
    /// A definition in JSON.
    package init(json bytes: [UInt8], name: String = "definition") {
        let value: Result<JSONValue, SyntaxFailure>
        do throws(JSONParseError) {
            value = .success(try JSONValue.parse(bytes: bytes))
        } catch {
            value = .failure(
                SyntaxFailure(
                    message: error.message,
                    range: JSONSourceRange(error, in: bytes),
                    complaint: ServiceComplaint(about: bytes, error)
                )
            )
        }
        var duplicates: [DuplicateKey] = []
        if case .success = value {
            var scanner = DuplicateKeyScanner(bytes)
            duplicates = scanner.duplicates()
        }
        self.init(name: name, bytes: bytes, value: value, duplicateKeys: duplicates) { path, part in
            JSONSourceMap.locate(path, in: bytes, part: part == .key ? .key : .value)
        }
    }

    /// A definition in JSON.
    package init(json text: String, name: String = "definition") {
        self.init(json: Array(text.utf8), name: name)
    }
}

extension JSONSourceRange {
    /// The one character at which reading stopped.
    fileprivate init(_ error: JSONParseError, in bytes: [UInt8]) {
        self.init(
            startOffset: error.offset,
            endOffset: min(error.offset + 1, bytes.count),
            line: error.line,
            column: error.column,
            length: 1
        )
    }
}
