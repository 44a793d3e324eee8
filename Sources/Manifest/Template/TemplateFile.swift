import QuickstepJSON
package import QuickstepServiceKit
package import QuickstepStatesLanguage

/// A template that was read, with what is to be said about it.
package struct ReadTemplate: Sendable {
    /// The pipeline.
    package let template: PipelineTemplate
    /// Warnings: what was read and has no effect, and what is suspicious in definitions.
    package let warnings: [TemplateReport]
}

/// Reads templates: the subset of CloudFormation and its serverless transform that Quickstep runs.
///
/// Everything outside the subset is refused with its place, except what says who may call whom: there is no IAM here.
package enum TemplateFile {
    /// The types of resource that are put in place, in the order of the documentation.
    package static var resourceTypes: [String] { ResourceType.allCases.map(\.rawValue) }

    /// The types of resource that are read and have no effect.
    package static var ignoredTypes: [String] { ResourceType.ignored }

    /// Reads a template and the definitions that it names.
    ///
    /// - Parameters:
    ///   - path: The template's file, as messages name it; a file ending in `.json` is JSON, any other YAML.
    ///   - bytes: Its text.
    ///   - linkedFunctions: The names of the handlers that are linked; `nil` accepts any function.
    ///   - scope: The account and Region for which the pipeline is made.
    ///   - options: How definitions are decoded.
    ///   - readFile: Gives the bytes of a file that the template names; its path is as it would be from where `path` is named.
    /// - Returns: The pipeline, and warnings about it.
    /// - Throws: Everything that is wrong, at once.
    package static func read(
        path: String,
        bytes: [UInt8],
        linkedFunctions: [String]?,
        scope: Scope = .standard,
        options: DecodingOptions = DecodingOptions(),
        readFile: (String) throws -> [UInt8]
    ) throws(InvalidTemplate) -> ReadTemplate {
        var decoder = TemplateDecoder(
            source: source(path, bytes),
            linkedFunctions: linkedFunctions,
            scope: scope,
            options: options
        )
        decoder.decode(readFile)
        guard !decoder.session.hasErrors else { throw InvalidTemplate(reports: decoder.session.reports) }
        return ReadTemplate(template: decoder.template, warnings: decoder.session.reports)
    }

    /// Whether a file is a template rather than a definition of a state machine.
    package static func isTemplate(path: String, bytes: [UInt8]) -> Bool {
        guard case .success(let value) = source(path, bytes).value, value["States"] == nil else { return false }
        return ["Resources", "AWSTemplateFormatVersion", "Transform"].contains { value[$0] != nil }
    }

    private static func source(_ path: String, _ bytes: [UInt8]) -> DefinitionSource {
        path.lowercased().hasSuffix(".json")
            ? DefinitionSource(json: bytes, name: path) : DefinitionSource(taggedYAML: bytes, name: path)
    }
}
