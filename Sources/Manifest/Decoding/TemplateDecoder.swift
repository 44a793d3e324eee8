import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Decodes a template: first what there is and what it is called, then what it is like.
struct TemplateDecoder {
    var session: TemplateSession
    var template: PipelineTemplate
    var resolver: ReferenceResolver
    let linkedFunctions: [String]?
    let options: DecodingOptions

    /// A resource whose type is known.
    struct Resource {
        let logicalID: String
        let type: ResourceType
        /// The whole resource.
        let node: TemplateNode
        /// Its properties; an empty object where it has none.
        let properties: TemplateNode
    }

    private static let sections = ["AWSTemplateFormatVersion", "Transform", "Description", "Metadata", "Resources"]
    private static let formatVersion = "2010-09-09"
    private static let transform = "AWS::Serverless-2016-10-31"

    init(source: DefinitionSource, linkedFunctions: [String]?, scope: Scope, options: DecodingOptions) {
        session = TemplateSession(source: source)
        template = PipelineTemplate(scope: scope)
        resolver = ReferenceResolver(scope: scope)
        self.linkedFunctions = linkedFunctions
        self.options = options
    }

    mutating func decode(_ readFile: (String) throws -> [UInt8]) {
        let root: TemplateNode
        switch session.source.value {
        case .failure(let failure):
            session.refuse(syntax: failure)
            return
        case .success(let value):
            root = TemplateNode(value: value, path: [])
        }
        for key in session.source.duplicateKeys { session.refuse(duplicate: key) }
        // What reads properties recurses into them; a text in YAML is bounded already.
        guard !root.value.exceedsDepth(YAMLLimits.depthMax) else {
            session.refuse("Not more than \(YAMLLimits.depthMax) collections may lie in each other", at: [])
            return
        }
        guard root.members != nil else {
            session.refuse("A template is an object with a section 'Resources'", at: [])
            return
        }
        checkSections(root)
        let resources = collectResources(root)
        for resource in resources { decode(resource, readFile) }
    }

    // MARK: Sections

    private mutating func checkSections(_ root: TemplateNode) {
        for (name, node) in root.members ?? [] {
            switch name {
            case "AWSTemplateFormatVersion" where node.value.stringValue != Self.formatVersion:
                session.refuse("'\(name)' must be \"\(Self.formatVersion)\"", at: node.path)
            case "Transform":
                checkTransform(node)
            case _ where Self.sections.contains(name):
                break
            default:
                session.refuse(
                    "Quickstep does not support the section '\(name)'",
                    at: node.path,
                    code: TemplateCode.unsupported,
                    part: .key,
                    hint: "A template has \(Self.sections.joined(separator: ", "))."
                )
            }
        }
    }

    private mutating func checkTransform(_ node: TemplateNode) {
        for name in node.elements ?? [node] where name.value.stringValue != Self.transform {
            session.refuse(
                "Quickstep does not support this transform",
                at: name.path,
                code: TemplateCode.unsupported,
                hint: "Supported is \(Self.transform)."
            )
        }
    }

    // MARK: Resources

    private mutating func decode(_ resource: Resource, _ readFile: (String) throws -> [UInt8]) {
        switch resource.type {
        case .bucket: decodeBucket(resource)
        case .topic: decodeTopic(resource)
        case .subscription: decodeSubscription(resource)
        case .queue: decodeQueue(resource)
        case .table: decodeTable(resource)
        case .pipe: decodePipe(resource)
        case .eventBus: decodeEventBus(resource)
        case .rule: decodeRule(resource)
        case .stateMachine: decodeStateMachine(resource, readFile)
        case .function: decodeFunction(resource)
        }
    }
}
