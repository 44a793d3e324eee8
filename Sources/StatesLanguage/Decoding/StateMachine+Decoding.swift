/// A definition that was decoded, with the warnings about it.
package struct DecodedDefinition: Sendable, Equatable {
    /// The compiled definition.
    package let machine: StateMachine
    /// Nothing in here refuses the definition.
    package let warnings: [Diagnostic]
}

extension StateMachine {
    /// Decodes a definition and compiles every path, template and call in it.
    ///
    /// - Throws: Everything that is wrong in the definition, at once.
    package static func decode(
        _ source: DefinitionSource,
        options: DecodingOptions = DecodingOptions()
    ) throws(InvalidDefinition) -> StateMachine {
        try decodeWithWarnings(source, options: options).machine
    }

    /// Decodes a definition and keeps the warnings about it.
    ///
    /// - Throws: Everything that is wrong in the definition, warnings included, at once.
    package static func decodeWithWarnings(
        _ source: DefinitionSource,
        options: DecodingOptions = DecodingOptions()
    ) throws(InvalidDefinition) -> DecodedDefinition {
        var decoder = MachineDecoder(source: source, options: options)
        guard let machine = decoder.decode(), !decoder.session.hasErrors else {
            throw InvalidDefinition(diagnostics: decoder.session.diagnostics, definition: source.bytes)
        }
        return DecodedDefinition(machine: machine, warnings: decoder.session.diagnostics)
    }

    /// Decodes a definition that was accepted once, by this version or an older one.
    ///
    /// What is refused today and can be run all the same is run: an execution that has begun must end.
    ///
    /// - Throws: `InvalidDefinition` where no machine can be made of it.
    package static func decodeAccepted(_ source: DefinitionSource) throws(InvalidDefinition) -> StateMachine {
        var decoder = MachineDecoder(source: source, options: DecodingOptions())
        guard let machine = decoder.decode() else {
            throw InvalidDefinition(diagnostics: decoder.session.diagnostics, definition: source.bytes)
        }
        return machine
    }

    /// Everything that is wrong, or suspicious, in a definition: the errors, then the warnings.
    package static func diagnostics(
        of source: DefinitionSource,
        options: DecodingOptions = DecodingOptions()
    ) -> [Diagnostic] {
        do throws(InvalidDefinition) {
            return try decodeWithWarnings(source, options: options).warnings
        } catch {
            return error.diagnostics
        }
    }
}
