import QuickstepJSON
import QuickstepStatesLanguage

/// One run of the decoder: what it has found so far, in the template and in the definitions that it names.
struct TemplateSession {
    let source: DefinitionSource
    private(set) var errors: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []
    /// What was found in definitions.
    private(set) var others: [TemplateReport] = []

    init(source: DefinitionSource) {
        self.source = source
    }

    var hasErrors: Bool {
        !errors.isEmpty || others.contains { $0.diagnostics.contains { $0.severity == .error } }
    }

    /// Everything, the template first.
    ///
    /// Where there are errors, what merely has no effect would hide them.
    var reports: [TemplateReport] {
        let own = errors + warnings.filter { !hasErrors || $0.code != TemplateCode.ignored }
        return (own.isEmpty ? [] : [TemplateReport(source: source, diagnostics: own)]) + others
    }

    mutating func refuse(
        _ message: String,
        at path: [JSONPathStep],
        code: String = TemplateCode.invalid,
        part: DefinitionSource.Part = .value,
        hint: String? = nil
    ) {
        guard errors.count < TemplateLimits.diagnosticsMax else { return }
        errors.append(diagnostic(message, at: path, code: code, severity: .error, part: part, hint: hint))
    }

    mutating func warn(
        _ message: String,
        at path: [JSONPathStep],
        code: String,
        part: DefinitionSource.Part = .key,
        hint: String? = nil
    ) {
        guard warnings.count < TemplateLimits.diagnosticsMax else { return }
        warnings.append(diagnostic(message, at: path, code: code, severity: .warning, part: part, hint: hint))
    }

    mutating func report(_ diagnostics: [Diagnostic], in source: DefinitionSource) {
        guard !diagnostics.isEmpty else { return }
        others.append(TemplateReport(source: source, diagnostics: diagnostics))
    }

    mutating func refuse(syntax failure: DefinitionSource.SyntaxFailure) {
        errors.append(Diagnostic(code: TemplateCode.syntax, message: failure.message, range: failure.range))
    }

    mutating func refuse(duplicate key: DefinitionSource.DuplicateKey) {
        guard errors.count < TemplateLimits.diagnosticsMax, case .key(let name)? = key.path.last else { return }
        errors.append(
            Diagnostic(
                code: TemplateCode.syntax,
                message: "Duplicate key '\(name)'",
                path: key.path,
                location: serviceLocation(of: key.path),
                range: key.range
            )
        )
    }

    private func diagnostic(
        _ message: String,
        at path: [JSONPathStep],
        code: String,
        severity: Diagnostic.Severity,
        part: DefinitionSource.Part,
        hint: String?
    ) -> Diagnostic {
        Diagnostic(
            code: code,
            severity: severity,
            message: message,
            path: path,
            location: serviceLocation(of: path),
            range: source.locate(path, part: part),
            hint: hint
        )
    }
}
