import QuickstepJSON

// The fields that a Map state has for the mode DISTRIBUTED.
//
// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
extension MachineDecoder {
    /// What a Map state has for the mode DISTRIBUTED; `nil` in the mode INLINE, and where something is wrong.
    ///
    /// States in JSONata are checked as well, so that a definition is valid here where it is valid in the service.
    mutating func distributedMap(of node: Node, _ language: QueryLanguage) -> DistributedMap? {
        let label = label(of: node)
        let reader = object("ItemReader", of: node).flatMap { self.reader($0, language) }
        let batcher = object("ItemBatcher", of: node).flatMap { self.batcher($0, language) }
        let writer = object("ResultWriter", of: node).flatMap { self.writer($0, language) }
        let mode = Self.processorNode(of: node)?.member("ProcessorConfig")?.value["Mode"]
        guard mode == "DISTRIBUTED" else {
            for field in ["ItemReader", "ItemBatcher", "ResultWriter"] where node.member(field) != nil {
                session.refuse(
                    unsupported: .inlineMapFields,
                    named: "'\(field)' in the mode INLINE",
                    at: node.path + [.key(field)],
                    part: .key
                )
            }
            return nil
        }
        guard let childType = Self.childType(of: node), case .key(let name)? = node.path.last else { return nil }
        return DistributedMap(
            childType: childType,
            label: label ?? MapLabel.standard(for: name),
            reader: reader,
            batcher: batcher,
            writer: writer
        )
    }

    private mutating func object(_ field: String, of node: Node) -> Node? {
        guard let member = node.member(field) else { return nil }
        if member.value.objectValue != nil { return member }
        session.refuseType(of: member, field: field, expected: "an object")
        return nil
    }

    // MARK: ItemReader

    private mutating func reader(_ reader: Node, _ language: QueryLanguage) -> ItemReader? {
        let field = language.argumentsField
        session.refuseUnknownFields(of: reader, known: ["Resource", field, "ReaderConfig"])
        session.require(["Resource"], of: reader)
        let action = storage(of: reader, actions: ["getObject", "listObjectsV2"])
        let arguments = template(field, of: reader, language)
        let configuration = object("ReaderConfig", of: reader)
        if action == "getObject", reader.member("ReaderConfig") == nil { session.require(["ReaderConfig"], of: reader) }
        let settings = configuration.flatMap { self.settings($0, language) }
        switch action {
        case "listObjectsV2":
            let contents = settings?.isFlattening == true ? settings?.format : nil
            return ItemReader(
                source: .listing(contents: contents),
                arguments: arguments,
                maxItems: settings?.maxItems
            )
        case "getObject":
            guard let configuration, let settings else { return nil }
            if settings.isInventory {
                return ItemReader(source: .inventory, arguments: arguments, maxItems: settings.maxItems)
            }
            session.require(["InputType"], of: configuration)
            return settings.format.map {
                ItemReader(source: .object($0), arguments: arguments, maxItems: settings.maxItems)
            }
        default:
            return nil
        }
    }

    /// What a `ReaderConfig` says.
    private struct ReaderSettings {
        var format: ItemFormat?
        var isInventory = false
        var isFlattening = false
        var maxItems: IntegerField?
    }

    private mutating func settings(_ configuration: Node, _ language: QueryLanguage) -> ReaderSettings? {
        let known = [
            "InputType", "Transformation", "ManifestType", "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter",
            "MaxItems", "ItemsPointer",
        ]
        session.refuseUnknownFields(of: configuration, known: known + (language == .jsonPath ? ["MaxItemsPath"] : []))
        let type = session.text("InputType", of: configuration, among: ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"])
        let transformation = session.text("Transformation", of: configuration, among: ["NONE", "LOAD_AND_FLATTEN"])
        let manifest = session.text("ManifestType", of: configuration, among: ["ATHENA_DATA", "S3_INVENTORY"])
        refuseOtherReaders(type, manifest, of: configuration)
        let delimiter = session.text("CSVDelimiter", of: configuration, among: CSVDelimiter.allCases.map(\.rawValue))
        session.checkTextOrExpression("ItemsPointer", of: configuration)
        let pointer = pointer(of: configuration)
        let location = session.text("CSVHeaderLocation", of: configuration, among: ["FIRST_ROW", "GIVEN"])
        if location == "GIVEN" { session.require(["CSVHeaders"], of: configuration) }
        let headers = headers(of: configuration)
        var settings = ReaderSettings()
        settings.maxItems = count("MaxItems", of: configuration, in: 0...100_000_000, language)
        settings.isInventory = manifest == "S3_INVENTORY"
        settings.isFlattening = transformation == "LOAD_AND_FLATTEN"
        if settings.isFlattening { session.require(["InputType"], of: configuration) }
        switch type {
        case "CSV":
            settings.format = .delimited(
                DelimitedFormat(
                    headers: location == "GIVEN" ? headers : nil,
                    delimiter: (delimiter.flatMap(CSVDelimiter.init) ?? .comma).byte
                )
            )
        case "JSON":
            settings.format = .json(pointer: pointer)
        case "JSONL":
            settings.format = .jsonLines
        default:
            break
        }
        return settings
    }

    private mutating func refuseOtherReaders(_ type: String?, _ manifest: String?, of configuration: Node) {
        guard !session.options.callsNothing else { return }
        if let type, ["PARQUET", "MANIFEST"].contains(type), manifest != "S3_INVENTORY" {
            session.refuse(
                unsupported: .otherItemReaders,
                named: "an ItemReader with the InputType '\(type)'",
                at: configuration.path + [.key("InputType")]
            )
        } else if manifest == "ATHENA_DATA" {
            session.refuse(
                unsupported: .otherItemReaders,
                named: "an ItemReader with the ManifestType 'ATHENA_DATA'",
                at: configuration.path + [.key("ManifestType")]
            )
        }
    }

    private mutating func headers(of configuration: Node) -> [String] {
        var headers: [String] = []
        for header in session.nonEmptyArray("CSVHeaders", of: configuration) ?? [] {
            if let text = header.value.stringValue {
                headers.append(text)
            } else {
                session.refuseType(of: header, field: "CSVHeaders", expected: "an array of strings")
            }
        }
        return headers
    }

    /// The names that `ItemsPointer`, a JSON Pointer, leads along.
    private func pointer(of configuration: Node) -> [String] {
        guard let text = configuration.value["ItemsPointer"]?.stringValue, !text.isEmpty else { return [] }
        let path = text.hasPrefix("/") ? text.dropFirst() : text[...]
        return path.split(separator: "/", omittingEmptySubsequences: false).map { name in
            String(name).replacing("~1", with: "/").replacing("~0", with: "~")
        }
    }

    // MARK: ItemBatcher

    private mutating func batcher(_ batcher: Node, _ language: QueryLanguage) -> ItemBatcher? {
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
        return ItemBatcher(
            maxItems: count("MaxItemsPerBatch", of: batcher, in: 1...100_000_000, language),
            maxBytes: count("MaxInputBytesPerBatch", of: batcher, in: 1...262_144, language),
            input: template("BatchInput", of: batcher, language)
        )
    }

    // MARK: ResultWriter

    private mutating func writer(_ writer: Node, _ language: QueryLanguage) -> ResultWriter? {
        let field = language.argumentsField
        session.refuseUnknownFields(of: writer, known: ["Resource", field, "WriterConfig"])
        let exports = writer.member("Resource") != nil || writer.member(field) != nil
        if writer.member("WriterConfig") == nil || exports { session.require(["Resource", field], of: writer) }
        _ = storage(of: writer, actions: ["putObject"])
        let arguments = template(field, of: writer, language)
        var transformation: ResultWriter.Transformation?
        var outputType: ResultWriter.OutputType?
        if let configuration = object("WriterConfig", of: writer) {
            session.refuseUnknownFields(of: configuration, known: ["Transformation", "OutputType"])
            let transformations = ResultWriter.Transformation.allCases.map(\.rawValue)
            transformation = session.text("Transformation", of: configuration, among: transformations)
                .flatMap(ResultWriter.Transformation.init)
            let outputTypes = ResultWriter.OutputType.allCases.map(\.rawValue)
            outputType = session.text("OutputType", of: configuration, among: outputTypes)
                .flatMap(ResultWriter.OutputType.init)
        }
        return ResultWriter(
            exports: exports,
            arguments: arguments,
            transformation: transformation ?? (exports ? .none : .compact),
            outputType: outputType ?? .json
        )
    }

    // MARK: Shared

    /// The bucket that is read or written: the action that is called.
    private mutating func storage(of node: Node, actions: [String]) -> String? {
        guard let resource = session.text("Resource", of: node) else { return nil }
        for action in actions where resource.hasPrefix("arn:") {
            let suffixes = [":states:::s3:\(action)", ":states:::aws-sdk:s3:\(action)"]
            if suffixes.contains(where: resource.hasSuffix) { return action }
        }
        session.refuse(
            "The resource provided \(resource) is not recognized. The value is not a valid resource ARN, or the resource "
                + "is not available in this region.",
            at: node.path + [.key("Resource")],
            hint: "It can be \(actions.map { "arn:aws:states:::s3:\($0)" }.joined(separator: " or "))."
        )
        return nil
    }

    private mutating func template(_ field: String, of node: Node, _ language: QueryLanguage) -> PayloadTemplate? {
        switch language {
        case .jsonPath:
            return session.template(field, of: node)
        case .jsonata:
            session.checkExpressions(in: field, of: node)
            return nil
        }
    }

    private mutating func count(
        _ field: String,
        of node: Node,
        in range: ClosedRange<Int>,
        _ language: QueryLanguage
    ) -> IntegerField? {
        switch language {
        case .jsonPath:
            return session.integerField(field, of: node, in: range)
        case .jsonata:
            session.checkIntegerOrExpression(field, of: node, in: range)
            return nil
        }
    }
}

/// The delimiters between the fields of a text, by the names that definitions use.
private enum CSVDelimiter: String, CaseIterable {
    case comma = "COMMA"
    case pipe = "PIPE"
    case semicolon = "SEMICOLON"
    case space = "SPACE"
    case tab = "TAB"

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .pipe: UInt8(ascii: "|")
        case .semicolon: UInt8(ascii: ";")
        case .space: UInt8(ascii: " ")
        case .tab: UInt8(ascii: "\t")
        }
    }
}

extension QueryLanguage {
    /// The field that holds what a reader or a writer is given.
    fileprivate var argumentsField: String {
        switch self {
        case .jsonPath: "Parameters"
        case .jsonata: "Arguments"
        }
    }
}
