import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct ExecutionHeaderTests {
    private static func header(parent: String?, version: String? = nil, alias: String? = nil) -> ExecutionHeader {
        ExecutionHeader(
            arn: "arn",
            name: "name",
            stateMachineARN: "machine arn",
            stateMachineVersionARN: version,
            stateMachineAliasARN: alias,
            stateMachineName: "machine",
            roleARN: "role",
            input: ["x": nil],
            seed: .max,
            startedAt: Timestamp(milliseconds: 1),
            definitionHash: "hash",
            region: "eu-central-1",
            parent: parent
        )
    }

    @Test(arguments: [nil, "parent"])
    func `a header survives`(parent: String?) throws {
        let header = Self.header(parent: parent)
        #expect(try ExecutionHeader(json: JSONValue.parse(header.json.compactText)) == header)
    }

    @Test func `the version and the alias that were asked for survive, and the history begins with them`() throws {
        let header = Self.header(parent: nil, version: "machine arn:7", alias: "machine arn:live")
        #expect(try ExecutionHeader(json: JSONValue.parse(header.json.compactText)) == header)
        let started = Event(
            sequence: 1,
            id: 1,
            previousID: 0,
            frame: .root,
            change: .executionStarted(timeoutAt: nil)
        )
        let details = HistoryEvent(started, at: header.startedAt, header: header).details
        #expect(details["stateMachineVersionArn"] == "machine arn:7")
        #expect(details["stateMachineAliasArn"] == "machine arn:live")
    }

    @Test(arguments: ["version", "semantics"])
    func `a header of a newer version is refused`(member: String) throws {
        var json = try #require(Self.header(parent: nil).json.objectValue)
        json[member] = 3
        #expect(
            throws: MachineFault.newerJournal(
                member == "version" ? "its format is 3 with semantics 2" : "its format is 1 with semantics 3"
            )
        ) {
            try ExecutionHeader(json: .object(json))
        }
    }

    @Test func `a header without its seed is damaged`() throws {
        var json = try #require(Self.header(parent: nil).json.objectValue)
        json["seed"] = "many"
        #expect(throws: MachineFault.damagedJournal("the header has no seed or no input")) {
            try ExecutionHeader(json: .object(json))
        }
    }
}
