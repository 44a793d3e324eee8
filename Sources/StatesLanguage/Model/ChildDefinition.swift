package import QuickstepJSON

/// The processor of a distributed Map state, as the definition of a machine of its own.
package enum ChildDefinition {
    /// The definition of the executions that a Map state starts, at whichever level it is; `nil` where there is no such state.
    ///
    /// Names of states are unique in the whole machine, so the first one is the only one.
    package static func of(_ state: String, in definition: JSONValue) -> JSONValue? {
        var open = [definition]
        while let level = open.popLast() {
            for member in level["States"]?.objectValue ?? [:] {
                let processor = member.value["ItemProcessor"] ?? member.value["Iterator"]
                if member.key == state, let processor { return machine(of: processor, in: definition) }
                if let processor { open.append(processor) }
                open += member.value["Branches"]?.arrayValue ?? []
            }
        }
        return nil
    }

    private static func machine(of processor: JSONValue, in definition: JSONValue) -> JSONValue? {
        guard var members = processor.objectValue else { return nil }
        members.removeValue(forKey: "ProcessorConfig")
        // A level below takes the query language of the whole machine.
        if let language = definition["QueryLanguage"] { members["QueryLanguage"] = language }
        return .object(members)
    }
}
