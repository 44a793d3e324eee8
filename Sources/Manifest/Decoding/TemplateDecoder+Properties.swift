import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

// Each reader refuses what is there and wrong, and answers `nil` for it as for what is not there.
extension TemplateDecoder {
    /// Refuses members of an object that are not read, and notes those that have no effect.
    mutating func checkMembers(
        of node: TemplateNode,
        owner: String,
        supported: [String],
        ignored: [String] = [],
        notesIgnored: Bool = true
    ) {
        for (name, member) in node.members ?? [] where !supported.contains(name) {
            if ignored.contains(name) {
                guard notesIgnored else { continue }
                session.warn("'\(name)' of \(owner) has no effect here", at: member.path, code: TemplateCode.ignored)
            } else {
                session.refuse(
                    "Quickstep does not support '\(name)' of \(owner)",
                    at: member.path,
                    code: TemplateCode.unsupported,
                    part: .key,
                    hint: "Supported: \(supported.joined(separator: ", "))."
                )
            }
        }
    }

    /// The same for a nested object, which must be one.
    mutating func object(
        _ node: TemplateNode?,
        _ name: String,
        supported: [String],
        ignored: [String] = []
    ) -> TemplateNode? {
        guard let node else { return nil }
        guard node.members != nil, !ReferenceResolver.isIntrinsic(node.value) else {
            session.refuse("'\(name)' must be an object", at: node.path)
            return nil
        }
        checkMembers(of: node, owner: name, supported: supported, ignored: ignored)
        return node
    }

    mutating func list(_ node: TemplateNode?, _ name: String) -> [TemplateNode]? {
        guard let node else { return nil }
        guard let elements = node.elements else {
            session.refuse("'\(name)' must be a list", at: node.path)
            return nil
        }
        return elements
    }

    /// Refuses an object that lacks a member.
    mutating func require(_ node: TemplateNode, _ names: [String], owner: String) -> Bool {
        let missing = names.filter { node.member($0) == nil }
        guard !missing.isEmpty else { return true }
        let list = missing.map { "'\($0)'" }.joined(separator: ", ")
        session.refuse("\(owner) needs \(list)", at: node.path, part: .key)
        return false
    }

    // MARK: Scalars

    mutating func text(_ node: TemplateNode?, _ name: String) -> String? {
        guard let node else { return nil }
        do throws(ReferenceResolver.Problem) {
            if let text = try resolver.text(node.value) { return text }
            session.refuse("'\(name)' must be a text", at: node.path)
        } catch {
            refuse(error, at: node)
        }
        return nil
    }

    mutating func integer(_ node: TemplateNode?, _ name: String, in bounds: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        let number = node.value.intValue ?? node.value.stringValue.flatMap { Int($0) }
        guard let number, bounds.contains(number) else {
            session.refuse(
                "'\(name)' must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)",
                at: node.path
            )
            return nil
        }
        return number
    }

    mutating func flag(_ node: TemplateNode?, _ name: String) -> Bool? {
        guard let node else { return nil }
        switch node.value {
        case .bool(let flag): return flag
        case .string("true"): return true
        case .string("false"): return false
        default:
            session.refuse("'\(name)' must be true or false", at: node.path)
            return nil
        }
    }

    /// One of a few texts.
    mutating func choice(_ node: TemplateNode?, _ name: String, of choices: [String]) -> String? {
        guard let node, let text = text(node, name) else { return nil }
        guard choices.contains(text) else {
            let list = choices.count == 1 ? choices[0] : "one of \(choices.joined(separator: ", "))"
            session.refuse("'\(name)' must be \(list)", at: node.path)
            return nil
        }
        return text
    }

    /// Any JSON, every reference in it resolved.
    mutating func json(_ node: TemplateNode) -> JSONValue? {
        do throws(ReferenceResolver.Problem) {
            return try resolver.value(node.value)
        } catch {
            refuse(error, at: node)
            return nil
        }
    }

    // MARK: ARNs

    /// The ARN of a resource of one of some types, here or elsewhere.
    mutating func arn(_ node: TemplateNode?, _ name: String, of types: [ResourceType]) -> (
        arn: String, type: ResourceType
    )? {
        guard let node, let text = text(node, name) else { return nil }
        for type in types where Self.isARN(text, of: type) {
            if type == .function, !isLinked(text) {
                refuseUnlinked(String(text.split(separator: ":").last ?? ""), at: node)
                return nil
            }
            return (text, type)
        }
        let nouns = types.map { "\($0 == .eventBus ? "an" : "a") \($0.noun)" }.joined(separator: " or of ")
        session.refuse(
            "'\(name)' must be the ARN of \(nouns), not '\(text)'",
            at: node.path,
            hint: arnHint(node.value, text, types)
        )
        return nil
    }

    private static func isARN(_ text: String, of type: ResourceType) -> Bool {
        guard let arn = ARN(text), arn.scope != nil else { return false }
        switch type {
        case .topic: return arn.service == "sns"
        case .queue: return arn.service == "sqs"
        case .stateMachine: return arn.service == "states" && arn.resource.hasPrefix("stateMachine:")
        case .function: return arn.service == "lambda" && arn.resource.hasPrefix("function:")
        case .eventBus: return arn.service == "events" && arn.resource.hasPrefix("event-bus/")
        case .bucket, .subscription, .table, .pipe, .rule: return false
        }
    }

    /// Who gives a name where an ARN is wanted most often means a resource of the template.
    private func arnHint(_ value: JSONValue, _ text: String, _ types: [ResourceType]) -> String? {
        let meant = value["Ref"]?.stringValue ?? text
        for name in resolver.names {
            guard let address = resolver.addresses[name], types.contains(address.type) else { continue }
            guard name == meant || address.name == meant else { continue }
            return "Write \(address.type == .topic ? "!Ref \(name)" : "!GetAtt \(name).Arn")."
        }
        return nil
    }

    // MARK: Functions

    /// Whether the function of an ARN can be called.
    ///
    /// One that the template has is checked where it stands, and one of another account cannot be checked.
    private func isLinked(_ text: String) -> Bool {
        guard let linkedFunctions, let arn = ARN(text), arn.scope == resolver.scope else { return true }
        let name = String(arn.resource.split(separator: ":").dropFirst().first ?? "")
        return linkedFunctions.contains(name)
            || resolver.addresses.values.contains(ResourceAddress(type: .function, name: name))
    }

    mutating func refuseUnlinked(_ name: String, at node: TemplateNode, part: DefinitionSource.Part = .value) {
        let linked = (linkedFunctions ?? []).sorted()
        session.refuse(
            "No handler is linked for the function '\(name)'",
            at: node.path,
            code: TemplateCode.functionNotLinked,
            part: part,
            hint: linked.isEmpty
                ? "No handlers are linked: run the template with an application that links its functions."
                : "Linked are \(linked.listed(20))."
        )
    }

    mutating func refuse(_ problem: ReferenceResolver.Problem, at node: TemplateNode) {
        guard !problem.isConsequence else { return }
        session.refuse(problem.message, at: node.path + problem.path, code: problem.code, hint: problem.hint)
    }
}
