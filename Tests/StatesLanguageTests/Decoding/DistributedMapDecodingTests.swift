import QuickstepJSON
import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

private let distributed = #"{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"}"#

@Suite struct DistributedMapDecodingTests {
    private func map(_ fields: String = "", mode: String = distributed) -> String {
        let processor = #"{"ProcessorConfig":\#(mode),"StartAt":"I","States":{"I":{"Type":"Succeed"}}}"#
        return #"{"Type":"Map","ItemProcessor":\#(processor)\#(fields),"End":true}"#
    }

    /// What is wrong but for what is refused by name.
    private func problems(_ fields: String, mode: String = distributed) -> [String] {
        errors(in: machineText(state: map(fields, mode: mode)))
            .filter { $0.code != DiagnosticCode.unsupported }.map { "\($0.message) at \($0.location ?? "null")" }
    }

    /// What the mode adds to the state.
    private func decoded(_ fields: String, mode: String = distributed) throws -> DistributedMap? {
        let state = try decodeState(map(fields, mode: mode))
        guard case .map(let map)? = state?.kind else { return nil }
        return map.distributed
    }

    @Test func `the label is the state's name where none is given`() throws {
        #expect(try decoded("") == DistributedMap(childType: .standard, label: "S"))
        #expect(try decoded(#","Label":"items""#)?.label == "items")
        #expect(MapLabel.standard(for: "a state/with: more").count == 16)
        #expect(try decoded("", mode: "{}") == nil)
    }

    @Test func `a reader says where items come from and how they are written`() throws {
        let reader =
            #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b","Key":"k"},"#
        let pointed = try decoded(
            reader + #""ReaderConfig":{"InputType":"JSON","ItemsPointer":"/a~1b/c","MaxItems":3}}"#
        )
        #expect(pointed?.reader?.source == .object(.json(pointer: ["a/b", "c"])))
        #expect(pointed?.reader?.maxItems == .constant(3))
        let given =
            #""ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["x"],"CSVDelimiter":"PIPE"}}"#
        let format = DelimitedFormat(headers: ["x"], delimiter: UInt8(ascii: "|"))
        #expect(try decoded(reader + given)?.reader?.source == .object(.delimited(format)))
        #expect(try decoded(reader + #""ReaderConfig":{"ManifestType":"S3_INVENTORY"}}"#)?.reader?.source == .inventory)
        let listing = #","ItemReader":{"Resource":"arn:aws:states:::s3:listObjectsV2","Parameters":{"Bucket":"b"}"#
        #expect(try decoded(listing + "}")?.reader?.source == .listing(contents: nil))
        let loading = #","ReaderConfig":{"InputType":"JSONL","Transformation":"LOAD_AND_FLATTEN"}}"#
        #expect(try decoded(listing + loading)?.reader?.source == .listing(contents: .jsonLines))
    }

    @Test func `a writer exports, or only says how results look`() throws {
        let exporting = #""Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b"}"#
        let plain = try decoded(#","ResultWriter":{\#(exporting)}"#)?.writer
        #expect(plain?.exports == true && plain?.transformation == ResultWriter.Transformation.none)
        let shown = try decoded(#","ResultWriter":{"WriterConfig":{"Transformation":"FLATTEN"}}"#)?.writer
        #expect(shown?.exports == false && shown?.transformation == .flatten)
    }

    @Test(arguments: [
        (#""InputType":"PARQUET""#, "InputType"), (#""InputType":"MANIFEST""#, "InputType"),
        (#""InputType":"CSV","ManifestType":"ATHENA_DATA""#, "ManifestType"),
    ])
    func `files of other kinds are refused by name`(configuration: String, field: String) {
        let reader = #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{\#(configuration)}}"#
        let found = errors(in: machineText(state: map(reader)))
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
        #expect(found.map(\.location) == ["/States/S/ItemReader/ReaderConfig/\(field)"])
    }

    @Test func `Express executions have the states of an Express machine`() {
        let processor =
            #"{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"I","#
            + #""States":{"I":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","End":true}}}"#
        let found = errors(in: machineText(state: #"{"Type":"Map","ItemProcessor":\#(processor),"End":true}"#))
        #expect(found.map(\.location) == ["/States/I/Resource"] || found.first?.message.contains("Express") == true)
    }

    @Test func `the executions of a run have a definition of their own`() throws {
        let text =
            #"{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"S","States":{"S":\#(map())}}]}}}"#
        let child = ChildDefinition.of("S", in: try JSONValue.parse(text))
        #expect(child == ["StartAt": "I", "States": ["I": ["Type": "Succeed"]]])
        #expect(ChildDefinition.of("Q", in: try JSONValue.parse(text)) == nil)
    }

    @Test func `an Express machine cannot have it`() {
        let found = errors(in: machineText(state: map()), options: DecodingOptions(machineType: .express))
        #expect(found.map(\.code) == [DiagnosticCode.schemaValidationFailed])
    }

    @Test(arguments: [
        #","Label":"items""#,
        #","ToleratedFailureCount":1,"ToleratedFailurePercentage":12.5"#,
        #","ToleratedFailureCountPath":"$.a","ToleratedFailurePercentagePath":"$.b""#,
        #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON","ItemsPointer":"/a"},"Parameters":{"Bucket":"b","Key.$":"$.k"}}"#,
        #","ItemReader":{"Resource":"arn:aws:states:::s3:listObjectsV2","Parameters":{"Bucket":"b"}}"#,
        #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a"],"CSVDelimiter":"TAB","MaxItemsPath":"$.m"}}"#,
        #","ItemBatcher":{"MaxItemsPerBatch":10,"MaxInputBytesPerBatch":262144,"BatchInput":{"a.$":"$.b"}}"#,
        #","ItemBatcher":{"MaxItemsPerBatchPath":"$.m"}"#,
        #","ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b","Prefix":"p"}}"#,
        #","ResultWriter":{"WriterConfig":{"Transformation":"COMPACT","OutputType":"JSONL"}}"#,
    ])
    func `what the service accepts is valid`(fields: String) {
        #expect(problems(fields).isEmpty)
    }

    @Test(arguments: [
        (#","ItemReader":1"#, "The field 'ItemReader' must be an object, but it is a number at /States/S/ItemReader"),
        (#","ItemReader":{}"#, "These fields are required: [Resource] at /States/S/ItemReader"),
        (
            #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{}}"#,
            "These fields are required: [InputType] at /States/S/ItemReader/ReaderConfig"
        ),
        (
            #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject"}"#,
            "These fields are required: [ReaderConfig] at /States/S/ItemReader"
        ),
        (
            #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"XML"}}"#,
            "The field 'InputType' should have one of these values: [CSV, JSON, JSONL, PARQUET, MANIFEST] "
                + "at /States/S/ItemReader/ReaderConfig/InputType"
        ),
        (
            #","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN"}}"#,
            "These fields are required: [CSVHeaders] at /States/S/ItemReader/ReaderConfig"
        ),
        (#","ItemBatcher":{"MaxItemsPerBatch":0}"#, "Minimum value is 1 at /States/S/ItemBatcher/MaxItemsPerBatch"),
        (
            #","ItemBatcher":{"MaxInputBytesPerBatch":262145}"#,
            "Maximum value is 262144 at /States/S/ItemBatcher/MaxInputBytesPerBatch"
        ),
        (#","ResultWriter":{}"#, "These fields are required: [Resource, Parameters] at /States/S/ResultWriter"),
        (#","ToleratedFailureCount":-1"#, "Minimum value is 0 at /States/S/ToleratedFailureCount"),
        (#","ToleratedFailurePercentage":100.5"#, "Maximum value is 100 at /States/S/ToleratedFailurePercentage"),
        (
            #","ToleratedFailurePercentage":1,"ToleratedFailurePercentagePath":"$.a""#,
            "There should only be one of the following fields: [ToleratedFailurePercentage, "
                + "ToleratedFailurePercentagePath] at /States/S"
        ),
        (#","ItemBatcher":{"MaxItemsPerBatch":1,"Size":2}"#, "Field 'Size' is not supported at /States/S/ItemBatcher"),
        (
            #","ItemReader":{"Resource":"arn:aws:states:::s3:listObjectsV2","Arguments":{}}"#,
            "Field 'Arguments' is not supported at /States/S/ItemReader"
        ),
    ])
    func `what the service has not is refused`(fields: String, problem: String) {
        #expect(problems(fields) == [problem])
    }

    @Test func `an empty batcher is refused`() {
        #expect(problems(#","ItemBatcher":{}"#).count == 1)
    }

    @Test func `a reader that is no bucket is refused`() {
        #expect(problems(#","ItemReader":{"Resource":"arn:aws:states:::sqs:sendMessage"}"#).count == 1)
    }

    @Test func `the type of the executions is required`() {
        #expect(
            problems("", mode: #"{"Mode":"DISTRIBUTED"}"#)
                == ["These fields are required: [ExecutionType] at /States/S/ItemProcessor/ProcessorConfig"]
        )
    }

    @Test(arguments: ["ItemReader", "ItemBatcher", "ResultWriter"])
    func `the inline mode refuses by name what it would not heed`(field: String) {
        let found = errors(in: machineText(state: map(#","\#(field)":{"MaxItemsPerBatch":1}"#, mode: "{}")))
        #expect(found.contains { $0.code == DiagnosticCode.unsupported && $0.location == "/States/S/\(field)" })
    }

    @Test func `the inline mode keeps the tolerated failures`() throws {
        let fields = #","ToleratedFailureCount":2,"ToleratedFailurePercentagePath":"$.p""#
        let state = try decodeState(map(fields, mode: "{}"))
        guard case .map(let map)? = state?.kind else { return #expect(Bool(false), "no Map") }
        #expect(map.toleratedFailureCount == .constant(2))
        guard case .path(let path)? = map.toleratedFailurePercentage else { return #expect(Bool(false), "no path") }
        #expect(path.text == "$.p")
    }
}
