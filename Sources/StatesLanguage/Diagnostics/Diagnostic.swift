package import QuickstepJSON

/// One thing wrong, or suspicious, in a definition.
package struct Diagnostic: Sendable, Equatable {
    /// Whether the definition is refused.
    package enum Severity: String, Sendable, Equatable, Codable, CaseIterable {
        case error = "ERROR"
        case warning = "WARNING"
    }

    /// A stable code, from `DiagnosticCode`.
    package let code: String
    /// Whether it refuses the definition.
    package let severity: Severity
    /// What is wrong, in the words of the service where they are known.
    package let message: String
    /// What is wrong in the words of the service, where they are not fit for people; otherwise the message.
    package let serviceMessage: String
    /// Where it is, as exactly as we know.
    package let path: [JSONPathStep]
    /// Where the service says that it is: `/States/Foo/Next`.
    ///
    /// `nil` where the service names no place.
    package let location: String?
    /// Where it is in the text; `nil` where the source cannot tell.
    package let range: JSONSourceRange?
    /// What to do about it.
    package let hint: String?

    /// Makes a diagnostic of its parts.
    package init(
        code: String,
        severity: Severity = .error,
        message: String,
        serviceMessage: String? = nil,
        path: [JSONPathStep] = [],
        location: String? = nil,
        range: JSONSourceRange? = nil,
        hint: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.serviceMessage = serviceMessage ?? message
        self.path = path
        self.location = location
        self.range = range
        self.hint = hint
    }
}

extension Diagnostic {
    /// The form in which the service puts a diagnostic into the message of `InvalidDefinition`.
    package var serviceText: String {
        // Where the service has no place, it prints that it has none.
        "\(code): \(serviceMessage) at \(location ?? "null")"
    }
}

/// The place of a node in the notation of the service: `/States/Pick/Choices[0]/Next`, and `/` for the whole.
package func serviceLocation(of path: [JSONPathStep]) -> String {
    guard !path.isEmpty else { return "/" }
    var text = ""
    for step in path {
        switch step {
        case .key(let name): text += "/\(name)"
        case .index(let index): text += "[\(index)]"
        }
    }
    return text
}
