import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct ExecutionHeaderTests {
    private static func header(parent: String?) -> ExecutionHeader {
        ExecutionHeader(
            arn: "arn",
            name: "name",
            stateMachineARN: "machine arn",
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

    @Test(arguments: ["version", "semantics"])
    func `a header of a newer version is refused`(member: String) throws {
        var json = try #require(Self.header(parent: nil).json.objectValue)
        json[member] = 2
        #expect(
            throws: MachineFault.newerJournal(
                member == "version" ? "its format is 2 with semantics 1" : "its format is 1 with semantics 2"
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
