import QuickstepJSON
import QuickstepStatesLanguage

extension TemplateDecoder {
    mutating func decodeStateMachine(_ resource: Resource, _ readFile: (String) throws -> [UInt8]) {
        let properties = resource.properties
        checkMembers(
            of: properties,
            owner: resource.type.rawValue,
            supported: ["Name", "Type", "DefinitionUri", "Definition", "DefinitionSubstitutions"],
            ignored: ["Role", "Policies"]
        )
        checkType(properties.member("Type"))
        let substitutions = substitutions(properties.member("DefinitionSubstitutions"))
        guard let source = definition(resource, substitutions, readFile) else { return }
        do throws(InvalidDefinition) {
            let decoded = try StateMachine.decodeWithWarnings(source.definition, options: options)
            session.report(source.unfilled + decoded.warnings, in: source.definition)
        } catch {
            session.report(source.unfilled + error.diagnostics, in: source.definition)
            return
        }
        guard let text = source.text, let address = resolver.addresses[resource.logicalID] else { return }
        template.stateMachines.append(
            StateMachineResource(
                logicalID: resource.logicalID,
                name: address.name,
                definition: text,
                file: source.isFile ? source.definition.name : nil
            )
        )
    }

    /// A definition with its substitutions made.
    private struct Definition {
        let definition: DefinitionSource
        let isFile: Bool
        /// Warnings about places that nothing fills.
        var unfilled: [Diagnostic] = []

        /// The definition as JSON text.
        var text: String? {
            // What stands in the template is part of the source's text and not the whole of it.
            if isFile { return definition.jsonText }
            guard case .success(let value) = definition.value else { return nil }
            return value.compactText
        }
    }

    private mutating func checkType(_ node: TemplateNode?) {
        guard let node, let type = text(node, "Type"), type != "STANDARD" else { return }
        session.refuse(
            "Quickstep does not support state machines of the type \(type)",
            at: node.path,
            code: TemplateCode.unsupported,
            hint: "Supported is STANDARD."
        )
    }

    private mutating func substitutions(_ node: TemplateNode?) -> [String: String]? {
        guard let node else { return nil }
        guard let members = node.members, !ReferenceResolver.isIntrinsic(node.value) else {
            session.refuse("'DefinitionSubstitutions' must be an object", at: node.path)
            return nil
        }
        var substitutions: [String: String] = [:]
        for (name, member) in members { substitutions[name] = text(member, name) ?? "" }
        return substitutions
    }

    private mutating func definition(
        _ resource: Resource,
        _ substitutions: [String: String]?,
        _ readFile: (String) throws -> [UInt8]
    ) -> Definition? {
        let properties = resource.properties
        switch (properties.member("DefinitionUri"), properties.member("Definition")) {
        case (let uri?, nil):
            return file(uri, substitutions, readFile)
        case (nil, let node?):
            return inline(node, substitutions)
        case (nil, nil):
            session.refuse(
                "\(resource.type.rawValue) needs 'DefinitionUri' or 'Definition'",
                at: properties.path,
                part: .key
            )
        case (_?, let node?):
            session.refuse("'Definition' and 'DefinitionUri' exclude each other", at: node.path, part: .key)
        }
        return nil
    }

    // MARK: In a file

    private mutating func file(
        _ node: TemplateNode,
        _ substitutions: [String: String]?,
        _ readFile: (String) throws -> [UInt8]
    ) -> Definition? {
        guard let uri = node.value.stringValue, !uri.isEmpty, !uri.contains("://") else {
            session.refuse(
                "'DefinitionUri' must be the path of a file",
                at: node.path,
                hint: "It is relative to the template."
            )
            return nil
        }
        let path = Self.path(uri, besides: session.source.name)
        let bytes: [UInt8]
        do {
            bytes = try readFile(path)
        } catch {
            session.refuse(
                "The definition '\(path)' cannot be read: \(error)",
                at: node.path,
                code: TemplateCode.unreadableFile
            )
            return nil
        }
        guard let substitutions, let text = String(validating: bytes, as: UTF8.self) else {
            return Definition(definition: DefinitionSource(file: path, bytes: bytes), isFile: true)
        }
        let template = SubstitutedText(definition: text)
        let source = DefinitionSource(file: path, bytes: Array(template.filled { substitutions[$0] }.utf8))
        return Definition(
            definition: source,
            isFile: true,
            unfilled: Self.unfilled(template, substitutions) { Self.place(of: $0, in: source) }
        )
    }

    /// A path that is relative to the folder of the template.
    private static func path(_ uri: String, besides template: String) -> String {
        guard !uri.hasPrefix("/"), let slash = template.lastIndex(of: "/") else { return uri }
        let relative = uri.hasPrefix("./") ? String(uri.dropFirst(2)) : uri
        return template[...slash] + relative
    }

    // MARK: In the template

    private mutating func inline(_ node: TemplateNode, _ substitutions: [String: String]?) -> Definition? {
        guard var value = json(node) else { return nil }
        var unfilled: [Diagnostic] = []
        if let substitutions {
            let template = SubstitutedText(definition: value.compactText)
            unfilled = Self.unfilled(template, substitutions) { _ in session.source.locate(node.path, part: .key) }
            value = Self.fill(value, substitutions)
        }
        let template = session.source
        let path = node.path
        let source = DefinitionSource(name: template.name, bytes: template.bytes, value: .success(value)) {
            template.locate(path + $0, part: $1)
        }
        return Definition(definition: source, isFile: false, unfilled: unfilled)
    }

    /// The recursion is as deep as the reader lets values be.
    private static func fill(_ value: JSONValue, _ substitutions: [String: String]) -> JSONValue {
        switch value {
        case .string(let text):
            .string(SubstitutedText(definition: text).filled { substitutions[$0] })
        case .array(let elements):
            .array(elements.map { fill($0, substitutions) })
        case .object(let object):
            .object(JSONObject(object.map { ($0.key, fill($0.value, substitutions)) }))
        case .null, .bool, .number:
            value
        }
    }

    // MARK: Places that nothing fills

    private static func unfilled(
        _ template: SubstitutedText,
        _ substitutions: [String: String],
        _ locate: (String) -> JSONSourceRange?
    ) -> [Diagnostic] {
        template.places.filter { substitutions[$0] == nil }.map { name in
            Diagnostic(
                code: TemplateCode.unfilledPlace,
                severity: .warning,
                message: "'DefinitionSubstitutions' says nothing of '${\(name)}'",
                range: locate("${\(name)}")
            )
        }
    }

    /// Where a text first stands in a file.
    private static func place(of text: String, in source: DefinitionSource) -> JSONSourceRange? {
        let wanted = Array(text.utf8)
        guard let start = source.bytes.indices.first(where: { source.bytes[$0...].starts(with: wanted) }) else {
            return nil
        }
        return SourceText(source.bytes).range(from: start, to: start + wanted.count)
    }
}
