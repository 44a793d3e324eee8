import QuickstepJSON
import QuickstepServiceKit

/// Turns the intrinsic functions of CloudFormation into the texts that they stand for.
struct ReferenceResolver {
    /// What is wrong with a reference, and what to do about it.
    struct Problem: Error, Equatable {
        let code: String
        let message: String
        var hint: String?
        /// Where in the value it is.
        var path: [JSONPathStep] = []
        /// It follows from what is refused already, and saying it again would not help.
        var isConsequence = false
    }

    /// What references may name.
    enum Reach: Equatable {
        /// The resources of the template, and the pseudo parameters.
        case resources
        /// The pseudo parameters: names are resolved before there are resources to name.
        case pseudoParameters
    }

    let scope: Scope
    var reach = Reach.resources
    /// The resources by their logical names.
    var addresses: [String: ResourceAddress] = [:]
    /// The logical names of all resources that can be referred to, in the order of the template.
    var names: [String] = []
    /// Resources without effect, to which nothing that has one can refer.
    var ignoredNames: [String] = []
    /// Resources that are refused.
    var refusedNames: [String] = []

    static let pseudoParameters = ["AWS::AccountId", "AWS::Partition", "AWS::Region"]
    static let functions = ["Ref", "Fn::GetAtt", "Fn::Sub"]

    /// Whether a value is the call of an intrinsic function, known here or not.
    static func isIntrinsic(_ value: JSONValue) -> Bool {
        guard let object = value.objectValue, object.count == 1, let key = object.first?.key else { return false }
        // `Condition` is left out: nothing here takes one, and it is a common name for other things.
        return key == "Ref" || key.hasPrefix("Fn::")
    }

    /// The text of a scalar or of an intrinsic function.
    ///
    /// - Returns: `nil` for a list, an object that is no intrinsic function, and `null`.
    func text(_ value: JSONValue) throws(Problem) -> String? {
        switch value {
        case .string(let text): return text
        case .number(let number): return number.description
        case .bool(let flag): return flag ? "true" : "false"
        case .null, .array: return nil
        case .object(let object):
            guard Self.isIntrinsic(value), let (key, argument) = object.first.map({ ($0.key, $0.value) }) else {
                return nil
            }
            return try call(key, argument)
        }
    }

    /// A value with every intrinsic function in it replaced by its text.
    ///
    /// The recursion is as deep as the reader lets values be.
    func value(_ value: JSONValue) throws(Problem) -> JSONValue {
        if Self.isIntrinsic(value) { return try text(value).map { .string($0) } ?? .null }
        switch value {
        case .array(let elements):
            var resolved: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                resolved.append(try member(element, .index(index)))
            }
            return .array(resolved)
        case .object(let object):
            var resolved = JSONObject()
            for (key, element) in object { resolved[key] = try member(element, .key(key)) }
            return .object(resolved)
        case .null, .bool, .number, .string:
            return value
        }
    }

    private func member(_ value: JSONValue, _ step: JSONPathStep) throws(Problem) -> JSONValue {
        do throws(Problem) {
            return try self.value(value)
        } catch {
            var problem = error
            problem.path.insert(step, at: 0)
            throw problem
        }
    }

    // MARK: The functions

    private func call(_ key: String, _ argument: JSONValue) throws(Problem) -> String {
        switch key {
        case "Ref":
            guard let name = argument.stringValue else { throw malformed(key, "takes the name of a resource") }
            return try reference(name)
        case "Fn::GetAtt":
            let (name, attribute) = try attributeArgument(argument)
            return try self.attribute(attribute, of: name)
        case "Fn::Sub":
            guard let text = argument.stringValue else {
                throw malformed(key, "takes a text here; its form with a list of variables is not supported")
            }
            return try substitute(text)
        default:
            throw Problem(
                code: TemplateCode.unsupported,
                message: "Quickstep does not support the function \(Self.shortForm(key))",
                hint: "Supported are \(Self.functions.map(Self.shortForm).joined(separator: ", "))."
            )
        }
    }

    private func attributeArgument(_ argument: JSONValue) throws(Problem) -> (String, String) {
        if let parts = argument.arrayValue, parts.count == 2, let name = parts[0].stringValue,
            let attribute = parts[1].stringValue
        {
            return (name, attribute)
        }
        if let text = argument.stringValue, let dot = text.firstIndex(of: ".") {
            return (String(text[..<dot]), String(text[text.index(after: dot)...]))
        }
        throw malformed("Fn::GetAtt", "takes a resource and an attribute, as in !GetAtt Jobs.Arn")
    }

    private func substitute(_ text: String) throws(Problem) -> String {
        guard let template = SubstitutedText(sub: text) else {
            throw malformed("Fn::Sub", "has a '${' without '}'")
        }
        var result = ""
        for part in template.parts {
            switch part {
            case .literal(let text):
                result += text
            case .place(let name):
                if let dot = name.firstIndex(of: ".") {
                    result += try attribute(String(name[name.index(after: dot)...]), of: String(name[..<dot]))
                } else {
                    result += try reference(name)
                }
            }
        }
        return result
    }

    // MARK: Names

    private func reference(_ name: String) throws(Problem) -> String {
        switch name {
        case "AWS::Region": return scope.region
        case "AWS::AccountId": return scope.account
        case "AWS::Partition": return "aws"
        case _ where name.hasPrefix("AWS::"):
            throw Problem(
                code: TemplateCode.unsupported,
                message: "Quickstep does not support the pseudo parameter \(name)",
                hint: "Supported are \(Self.pseudoParameters.joined(separator: ", "))."
            )
        default:
            let address = try address(of: name)
            guard let text = address.reference(in: scope) else {
                throw Problem(
                    code: TemplateCode.unsupported,
                    message: "'\(name)' is a \(address.type.noun), which cannot be referred to"
                )
            }
            return text
        }
    }

    private func attribute(_ attribute: String, of name: String) throws(Problem) -> String {
        let address = try address(of: name)
        guard let text = address.attribute(attribute, in: scope) else {
            let attributes = address.attributes.map { "\(name).\($0)" }
            throw Problem(
                code: TemplateCode.unknownReference,
                message: "The \(address.type.noun) '\(name)' has no attribute '\(attribute)'",
                hint: attributes.isEmpty ? nil : "There is \(attributes.joined(separator: ", "))."
            )
        }
        return text
    }

    private func address(of name: String) throws(Problem) -> ResourceAddress {
        guard reach == .resources else {
            throw Problem(
                code: TemplateCode.unsupported,
                message: "A name cannot refer to another resource",
                hint: "It may hold ${AWS::Region}, ${AWS::AccountId} and ${AWS::Partition}."
            )
        }
        if let address = addresses[name] { return address }
        guard !refusedNames.contains(name) else {
            throw Problem(
                code: TemplateCode.unknownReference,
                message: "'\(name)' is refused",
                isConsequence: true
            )
        }
        guard !ignoredNames.contains(name) else {
            throw Problem(
                code: TemplateCode.unknownReference,
                message: "'\(name)' has no effect here, so that nothing else can refer to it"
            )
        }
        throw Problem(
            code: TemplateCode.unknownReference,
            message: "The template has no resource '\(name)'",
            hint: names.isEmpty ? nil : "It has \(names.listed(20))."
        )
    }

    private func malformed(_ key: String, _ what: String) -> Problem {
        Problem(code: TemplateCode.invalid, message: "\(Self.shortForm(key)) \(what)")
    }

    private static func shortForm(_ key: String) -> String {
        "!\(key.hasPrefix("Fn::") ? String(key.dropFirst(4)) : key)"
    }
}

extension [String] {
    /// The first so many, with commas between, and how many more there are.
    func listed(_ countMax: Int) -> String {
        let shown = prefix(countMax).joined(separator: ", ")
        return count > countMax ? "\(shown) and \(count - countMax) more" : shown
    }
}
