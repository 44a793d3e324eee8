import QuickstepJSON

/// One run of the decoder: what it has found wrong so far.
struct DecodingSession {
    let source: DefinitionSource
    /// The type of the machine is that of the level that is looked at.
    var options: DecodingOptions
    private var errors: [Diagnostic] = []
    private var warnings: [Diagnostic] = []
    /// Whether the definition is refused.
    var hasErrors: Bool { !errors.isEmpty }
    /// The errors and then the warnings, each in the order of the checks.
    var diagnostics: [Diagnostic] { errors + warnings }

    init(source: DefinitionSource, options: DecodingOptions) {
        self.source = source
        self.options = options
    }

    /// Notes an error: `location` is the node that the service names where that is an enclosing one, and `part` says what of
    /// the member is underlined.
    mutating func refuse(
        _ message: String,
        at path: [JSONPathStep],
        code: String = DiagnosticCode.schemaValidationFailed,
        location: [JSONPathStep]? = nil,
        part: DefinitionSource.Part = .value,
        hint: @autoclosure () -> String? = nil
    ) {
        note(
            code: code,
            severity: .error,
            message: message,
            path: path,
            location: serviceLocation(of: location ?? path),
            part: part,
            hint: hint()
        )
    }

    /// Notes an error that the service reports without a place.
    mutating func refuseWithoutPlace(_ message: String, code: String, at path: [JSONPathStep], hint: String? = nil) {
        note(code: code, severity: .error, message: message, path: path, location: nil, part: .value, hint: hint)
    }

    /// Notes something suspicious.
    mutating func warn(
        _ message: String,
        at path: [JSONPathStep],
        code: String,
        part: DefinitionSource.Part = .value,
        hint: @autoclosure () -> String? = nil
    ) {
        note(
            code: code,
            severity: .warning,
            message: message,
            path: path,
            location: serviceLocation(of: path),
            part: part,
            hint: hint()
        )
    }

    /// Refuses a feature that the support table says is not there yet.
    mutating func refuse(
        unsupported feature: SupportTable.Feature,
        named name: String? = nil,
        at path: [JSONPathStep],
        part: DefinitionSource.Part = .value,
        hint: @autoclosure () -> String? = nil
    ) {
        let row = SupportTable.row(feature)
        refuse(
            "Quickstep does not support \(name ?? row?.name ?? feature.rawValue) yet",
            at: path,
            code: DiagnosticCode.unsupported,
            part: part,
            hint: hint() ?? row?.note
        )
    }

    /// Refuses a path that is valid in the service for what stands in its regular expression.
    mutating func refuse(regularExpression detail: String, at path: [JSONPathStep]) {
        let note = SupportTable.row(.otherRegularExpressions)?.note ?? ""
        refuse(unsupported: .otherRegularExpressions, at: path, hint: "\(detail). \(note)")
    }

    /// Notes a text that could not be read.
    mutating func refuse(syntax failure: DefinitionSource.SyntaxFailure) {
        keep(
            Diagnostic(
                code: DiagnosticCode.invalidJSON,
                message: failure.message,
                serviceMessage: failure.complaint?.message,
                location: failure.complaint?.place,
                range: failure.range
            )
        )
    }

    /// Notes a key that its object has already.
    mutating func refuse(duplicate key: DefinitionSource.DuplicateKey) {
        guard hasRoom(for: .error), case .key(let name)? = key.path.last else { return }
        keep(
            Diagnostic(
                code: DiagnosticCode.invalidJSON,
                message: "Duplicate field '\(name)'",
                path: key.path,
                location: serviceLocation(of: key.path),
                range: key.range,
                hint: "Remove one of the two, or rename it."
            )
        )
    }

    private mutating func note(
        code: String,
        severity: Diagnostic.Severity,
        message: String,
        path: [JSONPathStep],
        location: String?,
        part: DefinitionSource.Part,
        hint: @autoclosure () -> String?
    ) {
        // Each diagnostic costs a scan of the text to place it, and a hint a search: only so many are kept.
        guard hasRoom(for: severity) else { return }
        keep(
            Diagnostic(
                code: code,
                severity: severity,
                message: message,
                path: path,
                location: location,
                range: source.locate(path, part: part),
                hint: hint()
            )
        )
    }
    private func hasRoom(for severity: Diagnostic.Severity) -> Bool {
        switch severity {
        case .error: errors.count < DecodingLimits.diagnosticsMax
        case .warning: warnings.count < DecodingLimits.diagnosticsMax
        }
    }

    private mutating func keep(_ diagnostic: Diagnostic) {
        switch diagnostic.severity {
        case .error: errors.append(diagnostic)
        case .warning: warnings.append(diagnostic)
        }
    }
}
