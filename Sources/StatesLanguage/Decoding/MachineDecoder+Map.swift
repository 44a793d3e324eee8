import QuickstepJSON
import QuickstepJSONPath

extension MachineDecoder {
    mutating func map(of node: Node) -> MapState? {
        session.refuseTogether(["ItemProcessor", "Iterator"], of: node)
        session.refuseTogether(["ItemSelector", "Parameters"], of: node)
        let itemsPath = session.referencePath("ItemsPath", of: node) ?? .whole
        let parameters = session.template("Parameters", of: node)
        let itemSelector = session.template("ItemSelector", of: node) ?? parameters
        let concurrency = session.integerField("MaxConcurrency", of: node, in: 0...DecodingLimits.secondsMax)
        let resultSelector = session.template("ResultSelector", of: node)
        let resultPath = session.resultPath(of: node)
        guard let processor = processor(of: node) else { return nil }
        return MapState(
            itemsPath: itemsPath,
            itemSelector: itemSelector,
            processor: processor,
            maxConcurrency: concurrency ?? .constant(0),
            resultSelector: resultSelector,
            resultPath: resultPath
        )
    }

    private mutating func processor(of node: Node) -> StateScope? {
        let field = node.member("ItemProcessor") == nil ? "Iterator" : "ItemProcessor"
        guard let member = node.member(field) else {
            session.require(["ItemProcessor"], of: node)
            return nil
        }
        guard member.value.objectValue != nil else {
            session.refuseType(of: member, field: field, expected: "an object")
            return nil
        }
        session.refuseUnknownFields(of: member, known: FieldTable.processor)
        _ = session.text("Comment", of: member)
        checkConfiguration(of: member)
        return decodeScope(member, required: ["States", "StartAt"])
    }

    private mutating func checkConfiguration(of processor: Node) {
        guard let configuration = processor.member("ProcessorConfig") else { return }
        guard configuration.value.objectValue != nil else {
            session.refuseType(of: configuration, field: "ProcessorConfig", expected: "an object")
            return
        }
        session.refuseUnknownFields(of: configuration, known: ["Mode", "ExecutionType"])
        switch session.text("Mode", of: configuration) {
        case nil, "INLINE":
            guard configuration.member("ExecutionType") != nil else { return }
            session.refuse(
                "Field 'ExecutionType' is not supported",
                at: configuration.path + [.key("ExecutionType")],
                location: configuration.path,
                part: .key,
                hint: "Only the mode DISTRIBUTED has it."
            )
        case "DISTRIBUTED":
            session.refuse(unsupported: .distributedMap, at: configuration.path + [.key("Mode")])
        default:
            session.refuse(
                "The field 'Mode' should have one of these values: [INLINE, DISTRIBUTED]",
                at: configuration.path + [.key("Mode")]
            )
        }
    }
}
