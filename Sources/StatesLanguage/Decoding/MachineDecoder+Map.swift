import QuickstepJSON
import QuickstepJSONPath

extension MachineDecoder {
    mutating func map(of node: Node) -> MapState? {
        session.refuseTogether(["ItemSelector", "Parameters"], of: node)
        let itemsPath = session.referencePath("ItemsPath", of: node) ?? .whole
        let parameters = session.template("Parameters", of: node)
        let itemSelector = session.template("ItemSelector", of: node) ?? parameters
        let concurrency = session.integerField("MaxConcurrency", of: node, in: 0...DecodingLimits.secondsMax)
        let resultSelector = session.template("ResultSelector", of: node)
        let resultPath = session.resultPath(of: node)
        let toleratedCount = session.integerField("ToleratedFailureCount", of: node, in: 0...Int.max)
        let toleratedPercentage = session.percentageField("ToleratedFailurePercentage", of: node)
        let distributed = distributedMap(of: node, .jsonPath)
        guard let processor = processor(of: node) else { return nil }
        return MapState(
            itemsPath: itemsPath,
            itemSelector: itemSelector,
            processor: processor,
            maxConcurrency: concurrency ?? .constant(0),
            resultSelector: resultSelector,
            resultPath: resultPath,
            toleratedFailureCount: toleratedCount,
            toleratedFailurePercentage: toleratedPercentage,
            distributed: distributed
        )
    }

    /// The level that a Map state in either query language runs for each item.
    mutating func processor(of node: Node) -> StateScope? {
        session.refuseTogether(["ItemProcessor", "Iterator"], of: node)
        guard let member = Self.processorNode(of: node) else {
            session.require(["ItemProcessor"], of: node)
            return nil
        }
        guard member.value.objectValue != nil else {
            let field = node.member("ItemProcessor") == nil ? "Iterator" : "ItemProcessor"
            session.refuseType(of: member, field: field, expected: "an object")
            return nil
        }
        session.refuseUnknownFields(of: member, known: FieldTable.processor)
        _ = session.text("Comment", of: member)
        checkConfiguration(of: member)
        // An Express execution cannot do everything that a Standard one can, and its states are refused like an Express machine's.
        let outer = session.options.machineType
        if Self.childType(of: node) == .express { session.options.machineType = .express }
        defer { session.options.machineType = outer }
        return decodeScope(member, required: ["States", "StartAt"])
    }

    /// The type of the executions of a distributed Map state; `nil` of an inline one.
    static func childType(of node: Node) -> DistributedMap.ChildType? {
        let configuration = processorNode(of: node)?.member("ProcessorConfig")?.value
        guard configuration?["Mode"] == "DISTRIBUTED" else { return nil }
        return configuration?["ExecutionType"]?.stringValue.flatMap(DistributedMap.ChildType.init)
    }

    /// `ItemProcessor`, or `Iterator` as it was once called.
    static func processorNode(of node: Node) -> Node? {
        node.member("ItemProcessor") ?? node.member("Iterator")
    }

    private mutating func checkConfiguration(of processor: Node) {
        guard let configuration = processor.member("ProcessorConfig") else { return }
        guard configuration.value.objectValue != nil else {
            session.refuseType(of: configuration, field: "ProcessorConfig", expected: "an object")
            return
        }
        session.refuseUnknownFields(of: configuration, known: ["Mode", "ExecutionType"])
        let mode = session.text("Mode", of: configuration, among: ["INLINE", "DISTRIBUTED"])
        if mode == "DISTRIBUTED" {
            session.require(["ExecutionType"], of: configuration)
            _ = session.text(
                "ExecutionType",
                of: configuration,
                among: DistributedMap.ChildType.allCases.map(\.rawValue)
            )
            checkDistributedMode(at: configuration.path + [.key("Mode")])
        } else if configuration.member("ExecutionType") != nil {
            session.refuse(
                "Field 'ExecutionType' is not supported",
                at: configuration.path + [.key("ExecutionType")],
                location: configuration.path,
                part: .key,
                hint: "Only the mode DISTRIBUTED has it."
            )
        }
    }

    private mutating func checkDistributedMode(at path: [JSONPathStep]) {
        guard session.options.machineType == .express else { return }
        session.refuse(
            "Express state machine does not support Map states in the mode 'DISTRIBUTED'",
            at: path,
            hint: "Use the mode INLINE, or a Standard state machine."
        )
    }
}
