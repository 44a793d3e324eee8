package import QuickstepJSON
import QuickstepPrimitives

extension ExecutionHeader {
    /// The version of the header's JSON and of the journal that follows it.
    private static let formatVersion = 1

    /// The header as stored.
    package var json: JSONValue {
        var members: JSONObject = [
            "version": .number(JSONNumber(Self.formatVersion)),
            "semantics": .number(JSONNumber(semanticsVersion)),
            "arn": .string(arn),
            "name": .string(name),
            "stateMachineArn": .string(stateMachineARN),
            "stateMachineName": .string(stateMachineName),
            "roleArn": .string(roleARN),
            "region": .string(region),
            "definition": .string(definitionHash),
            // As text: 64 bits are more than many readers of JSON numbers keep.
            "seed": .string(String(seed)),
            "startedAt": .number(JSONNumber(startedAt.milliseconds)),
            "input": input,
        ]
        if let parent { members["parent"] = .string(parent) }
        if let stateMachineVersionARN { members["stateMachineVersionArn"] = .string(stateMachineVersionARN) }
        if let stateMachineAliasARN { members["stateMachineAliasArn"] = .string(stateMachineAliasARN) }
        return .object(members)
    }

    /// Reads a stored header.
    ///
    /// - Throws: `MachineFault.damagedJournal`, or `MachineFault.newerJournal` where a newer version wrote it.
    package init(json: JSONValue) throws(MachineFault) {
        let reader = try JournalReader(json, "the header")
        let version = try reader.number("version")
        let semantics = try reader.number("semantics")
        guard version <= Self.formatVersion, semantics <= Self.currentSemanticsVersion else {
            throw .newerJournal("its format is \(version) with semantics \(semantics)")
        }
        guard let seed = UInt64(try reader.text("seed")), let input = reader.object["input"] else {
            throw .damagedJournal("the header has no seed or no input")
        }
        self.init(
            semanticsVersion: semantics,
            arn: try reader.text("arn"),
            name: try reader.text("name"),
            stateMachineARN: try reader.text("stateMachineArn"),
            stateMachineVersionARN: try reader.optionalText("stateMachineVersionArn"),
            stateMachineAliasARN: try reader.optionalText("stateMachineAliasArn"),
            stateMachineName: try reader.text("stateMachineName"),
            roleARN: try reader.text("roleArn"),
            input: input,
            seed: seed,
            startedAt: try reader.time("startedAt"),
            definitionHash: try reader.text("definition"),
            region: try reader.text("region"),
            parent: try reader.optionalText("parent")
        )
    }
}
