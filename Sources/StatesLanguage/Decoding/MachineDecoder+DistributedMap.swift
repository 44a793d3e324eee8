import QuickstepJSON

// The fields that a Map state has for the mode DISTRIBUTED: checked, so that a definition is valid here where it is valid
// in the service; the mode itself is refused.
//
// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
extension MachineDecoder {
    mutating func checkDistributedFields(of node: Node, _ language: QueryLanguage) {
        checkLabel(of: node)
        let arguments = language == .jsonPath ? "Parameters" : "Arguments"
        if let reader = object("ItemReader", of: node) { checkReader(reader, arguments: arguments, language) }
        if let batcher = object("ItemBatcher", of: node) { checkBatcher(batcher, language) }
        if let writer = object("ResultWriter", of: node) { checkWriter(writer, arguments: arguments, language) }
        let mode = Self.processorNode(of: node)?.member("ProcessorConfig")?.value["Mode"]
        guard mode != "DISTRIBUTED" else { return }
        for field in ["ItemReader", "ItemBatcher", "ResultWriter"] where node.member(field) != nil {
            session.refuse(
                unsupported: .distributedMap,
                named: "'\(field)' in the mode INLINE",
                at: node.path + [.key(field)],
                part: .key
            )
        }
    }

    private mutating func object(_ field: String, of node: Node) -> Node? {
        guard let member = node.member(field) else { return nil }
        if member.value.objectValue != nil { return member }
        session.refuseType(of: member, field: field, expected: "an object")
        return nil
    }

    private mutating func checkReader(_ reader: Node, arguments: String, _ language: QueryLanguage) {
        session.refuseUnknownFields(of: reader, known: ["Resource", arguments, "ReaderConfig"])
        session.require(["Resource"], of: reader)
        checkStorage(of: reader, actions: ["getObject", "listObjectsV2"], arguments: arguments, language)
        guard let configuration = object("ReaderConfig", of: reader) else { return }
        let known = [
            "InputType", "Transformation", "ManifestType", "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter",
            "MaxItems", "ItemsPointer",
        ]
        session.refuseUnknownFields(of: configuration, known: known + (language == .jsonPath ? ["MaxItemsPath"] : []))
        _ = session.text("InputType", of: configuration, among: ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"])
        _ = session.text("Transformation", of: configuration, among: ["NONE", "LOAD_AND_FLATTEN"])
        _ = session.text("ManifestType", of: configuration, among: ["ATHENA_DATA", "S3_INVENTORY"])
        let delimiters = ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]
        _ = session.text("CSVDelimiter", of: configuration, among: delimiters)
        session.checkTextOrExpression("ItemsPointer", of: configuration)
        let location = session.text("CSVHeaderLocation", of: configuration, among: ["FIRST_ROW", "GIVEN"])
        if location == "GIVEN" { session.require(["CSVHeaders"], of: configuration) }
        for header in session.nonEmptyArray("CSVHeaders", of: configuration) ?? []
        where header.value.stringValue == nil {
            session.refuseType(of: header, field: "CSVHeaders", expected: "an array of strings")
        }
        checkCount("MaxItems", of: configuration, in: 0...100_000_000, language)
    }

    private mutating func checkBatcher(_ batcher: Node, _ language: QueryLanguage) {
        let sizes = ["MaxItemsPerBatch", "MaxInputBytesPerBatch"]
        let counts = language == .jsonPath ? sizes + sizes.map { "\($0)Path" } : sizes
        session.refuseUnknownFields(of: batcher, known: counts + ["BatchInput"])
        if counts.allSatisfy({ batcher.member($0) == nil }) {
            session.refuse(
                "There should be one of the following fields: [\(counts.joined(separator: ", "))]",
                at: batcher.path,
                part: .key
            )
        }
        checkCount("MaxItemsPerBatch", of: batcher, in: 1...100_000_000, language)
        checkCount("MaxInputBytesPerBatch", of: batcher, in: 1...262_144, language)
        checkTemplate("BatchInput", of: batcher, language)
    }

    private mutating func checkWriter(_ writer: Node, arguments: String, _ language: QueryLanguage) {
        session.refuseUnknownFields(of: writer, known: ["Resource", arguments, "WriterConfig"])
        if writer.member("WriterConfig") == nil || writer.member("Resource") != nil || writer.member(arguments) != nil {
            session.require(["Resource", arguments], of: writer)
        }
        checkStorage(of: writer, actions: ["putObject"], arguments: arguments, language)
        guard let configuration = object("WriterConfig", of: writer) else { return }
        session.refuseUnknownFields(of: configuration, known: ["Transformation", "OutputType"])
        _ = session.text("Transformation", of: configuration, among: ["NONE", "COMPACT", "FLATTEN"])
        _ = session.text("OutputType", of: configuration, among: ["JSON", "JSONL"])
    }

    /// The bucket that is read or written: the call, and what is given to it.
    private mutating func checkStorage(
        of node: Node,
        actions: [String],
        arguments: String,
        _ language: QueryLanguage
    ) {
        checkTemplate(arguments, of: node, language)
        guard let resource = session.text("Resource", of: node) else { return }
        let suffixes = actions.flatMap { [":states:::s3:\($0)", ":states:::aws-sdk:s3:\($0)"] }
        guard !resource.hasPrefix("arn:") || !suffixes.contains(where: resource.hasSuffix) else { return }
        session.refuse(
            "The resource provided \(resource) is not recognized. The value is not a valid resource ARN, or the resource "
                + "is not available in this region.",
            at: node.path + [.key("Resource")],
            hint: "It can be \(actions.map { "arn:aws:states:::s3:\($0)" }.joined(separator: " or "))."
        )
    }

    private mutating func checkTemplate(_ field: String, of node: Node, _ language: QueryLanguage) {
        switch language {
        case .jsonPath: _ = session.template(field, of: node)
        case .jsonata: session.checkExpressions(in: field, of: node)
        }
    }

    private mutating func checkCount(
        _ field: String,
        of node: Node,
        in range: ClosedRange<Int>,
        _ language: QueryLanguage
    ) {
        switch language {
        case .jsonPath: _ = session.integerField(field, of: node, in: range)
        case .jsonata: session.checkIntegerOrExpression(field, of: node, in: range)
        }
    }
}
